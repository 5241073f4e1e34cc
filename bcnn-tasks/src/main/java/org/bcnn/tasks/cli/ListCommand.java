package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.bcnn.layer.Activation;
import org.bcnn.models.ClassifierProvider;
import org.bcnn.models.GanProvider;
import org.bcnn.models.SuperResolutionProvider;
import org.bcnn.optimizer.OptimizerProvider;
import org.bcnn.posterior.PosteriorProvider;
import org.bcnn.prior.PriorProvider;
import org.bcnn.schedule.KlScheduleProvider;
import org.bcnn.schedule.LearningRateScheduleProvider;
import org.bcnn.spec.Provider;
import org.bcnn.spec.Registry;
import org.bcnn.spec.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what the options of the other commands can name. */
@Command(
    name = "list",
    description = {
      "Lists what there is of a kind: the names, what they stand for, and their settings.",
      "A name goes into an option with the settings that are to differ from their defaults, as in",
      "--prior scale-mixture:pi=0.25,sigma1=1. Others on the class path are listed too."
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description =
          "models, super-resolution-models, gan-models, priors, posteriors, estimators, activations, "
              + "optimizers, lr-schedules or kl-schedules. Default: all of them.")
  private String kind;

  private final Map<String, Consumer<PrintWriter>> kinds = new LinkedHashMap<>();

  ListCommand() {
    kinds.put("models", out -> print(out, ClassifierProvider.registry()));
    kinds.put("super-resolution-models", out -> print(out, SuperResolutionProvider.registry()));
    kinds.put("gan-models", out -> print(out, GanProvider.registry()));
    kinds.put("priors", out -> print(out, PriorProvider.registry()));
    kinds.put("posteriors", out -> print(out, PosteriorProvider.registry()));
    kinds.put("estimators", out -> print(out, EstimatorOption.values()));
    kinds.put("activations", ListCommand::printActivations);
    kinds.put("optimizers", out -> print(out, OptimizerProvider.registry()));
    kinds.put("lr-schedules", out -> print(out, LearningRateScheduleProvider.registry()));
    kinds.put("kl-schedules", out -> print(out, KlScheduleProvider.registry()));
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (kind == null) {
      kinds.forEach(
          (name, print) -> {
            out.println(name);
            print.accept(out);
            out.println();
          });
      return ExitCode.OK;
    }
    Consumer<PrintWriter> print = kinds.get(kind);
    if (print == null) {
      throw new IllegalArgumentException(
          "there is nothing to list named \""
              + kind
              + "\"; these are known: "
              + String.join(", ", kinds.keySet()));
    }
    print.accept(out);
    return ExitCode.OK;
  }

  private static void print(PrintWriter out, Registry<?> registry) {
    List<? extends Provider<?>> providers = registry.providers();
    for (Provider<?> provider : providers) {
      print(out, provider.name(), provider.description());
      for (Setting setting : provider.settings()) {
        out.printf(
            "      %-14s %s (%s)%n",
            setting.key(),
            setting.description(),
            setting.defaultValue() == null ? "must be given" : setting.defaultValue());
      }
    }
  }

  private static void print(PrintWriter out, EstimatorOption[] estimators) {
    for (EstimatorOption estimator : estimators) {
      print(out, estimator.toString(), estimator.description());
    }
  }

  private static void printActivations(PrintWriter out) {
    for (Activation activation : Activation.values()) {
      out.printf("  %s%n", activation.name().toLowerCase(Locale.ROOT));
    }
  }

  private static void print(PrintWriter out, String name, String description) {
    out.printf("  %-16s %s%n", name, description);
  }
}
