package org.bcnn.tasks.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.PrintWriter;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.superresolution.PictureSources;
import org.bcnn.tasks.wiring.TasksModule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "bcnn",
    description =
        "Bayesian convolutional networks by variational inference, on TensorFlow or PyTorch.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Bcnn implements Runnable {
  private static final String HEADLESS = "java.awt.headless";

  @Spec private CommandSpec spec;

  private Bcnn() {}

  /**
   * Runs a command and ends the virtual machine: with status 0 when all went well, 1 when the
   * command failed, 2 when it was not understood, 130 when it was interrupted.
   *
   * @param args the command
   */
  public static void main(String[] args) {
    // Plots are drawn without a screen; some systems would show that a program opens one.
    if (System.getProperty(HEADLESS) == null) {
      System.setProperty(HEADLESS, "true");
    }
    Interruption interruption = new Interruption();
    interruption.listen();
    int status = commandLine(services(interruption)).execute(args);
    interruption.finished();
    if (!interruption.requested()) {
      System.exit(status);
    }
  }

  /**
   * Runs a command inside another program.
   *
   * @param out where results are printed
   * @param err where progress and failures are printed
   * @param args the command
   * @return the status that {@link #main} would end with
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine(services(new Interruption())).setOut(out).setErr(err).execute(args);
  }

  private static Services services(Interruption interruption) {
    Injector injector = Guice.createInjector(new TasksModule());
    return new Services(
        injector.getInstance(DataSources.class),
        injector.getInstance(PictureSources.class),
        injector.getInstance(DataContext.class),
        () -> injector.getInstance(Backends.class),
        injector.getInstance(NoiseSource.class),
        interruption);
  }

  /** Puts the commands together. */
  static CommandLine commandLine(Services services) {
    CommandLine classify =
        new CommandLine(new ClassifyCommand())
            .addSubcommand(new ClassifyTrainCommand(services))
            .addSubcommand(new ClassifyCompareCommand(services))
            .addSubcommand(new ClassifyLearningCurveCommand(services))
            .addSubcommand(new ClassifyEvaluateCommand(services))
            .addSubcommand(new ClassifyPredictCommand(services));
    CommandLine superres =
        new CommandLine(new SuperresCommand())
            .addSubcommand(new SuperresTrainCommand(services))
            .addSubcommand(new SuperresEvaluateCommand(services))
            .addSubcommand(new SuperresUpscaleCommand(services));
    CommandLine gan =
        new CommandLine(new GanCommand())
            .addSubcommand(new GanTrainCommand(services))
            .addSubcommand(new GanCompareCommand(services))
            .addSubcommand(new GanEvaluateCommand(services))
            .addSubcommand(new GanSampleCommand(services));
    return new CommandLine(new Bcnn())
        .addSubcommand(new BackendsCommand(services))
        .addSubcommand(classify)
        .addSubcommand(superres)
        .addSubcommand(gan)
        .addSubcommand(new PruneCommand(services))
        .addSubcommand(new ListCommand())
        .addSubcommand(new DataCommand(services))
        .addSubcommand(new BenchCommand(services))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler(new Misunderstandings())
        .setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw Misunderstandings.noCommand(spec);
  }
}
