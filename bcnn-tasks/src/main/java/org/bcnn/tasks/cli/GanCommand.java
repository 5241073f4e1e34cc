package org.bcnn.tasks.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands of generative adversarial networks. */
@Command(
    name = "gan",
    description = "Trains, evaluates and uses networks that make images.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class GanCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw Misunderstandings.noCommand(spec);
  }
}
