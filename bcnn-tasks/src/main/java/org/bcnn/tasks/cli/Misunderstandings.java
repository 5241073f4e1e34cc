package org.bcnn.tasks.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns a command that is not understood into a message that says what is wrong, and where help is.
 * The whole usage, which picocli would print, hides the message.
 */
final class Misunderstandings implements IParameterExceptionHandler {

  /** Says that a command which only groups others was given alone. */
  static ParameterException noCommand(CommandSpec group) {
    return new ParameterException(
        group.commandLine(),
        "say which command: " + words(List.copyOf(group.subcommands().keySet())));
  }

  @Override
  public int handleParseException(ParameterException thrown, String[] args) {
    CommandLine commandLine = thrown.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("bcnn: " + message(thrown));
    UnmatchedArgumentException.printSuggestions(thrown, err);
    err.printf("try `%s --help`%n", commandLine.getCommandSpec().qualifiedName());
    err.flush();
    return ExitCode.USAGE;
  }

  private static String message(ParameterException thrown) {
    ArgSpec argument = thrown.getArgSpec();
    Object[] choices =
        argument == null ? null : argument.typeInfo().getAuxiliaryTypes()[0].getEnumConstants();
    if (choices == null || !(thrown.getCause() instanceof TypeConversionException)) {
      return thrown.getMessage();
    }
    String name =
        argument.isOption() ? ((OptionSpec) argument).longestName() : argument.paramLabel();
    return String.format(
        "%s must be %s, got %s", name, words(names(choices)), quoted(thrown.getValue()));
  }

  private static List<String> names(Object[] choices) {
    return Arrays.stream(choices)
        .map(choice -> ((Enum<?>) choice).name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String quoted(String value) {
    return value.isBlank() ? "nothing" : value;
  }

  private static String words(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
