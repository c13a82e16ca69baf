package io.drinkd.appliance.control.command;

import io.drinkd.appliance.failure.Printable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and where to look it up. */
final class UsageMistake {

  /** As the library words a value that cannot be converted: which one, and why. */
  private static final Pattern VALUE =
      Pattern.compile(
          "Invalid value for (?:positional parameter at index \\S+ \\(<?(?<name>.+?)>?\\)"
              + "|option '(?<option>[^']+)'(?: \\(.*?\\))?): (?<why>.*)",
          Pattern.DOTALL);

  /** From 0 to 1; below it is a guess. */
  private static final double SIMILAR = 0.75;

  private UsageMistake() {}

  /** The text for whoever has typed it. */
  static String text(ParameterException mistake) {
    CommandLine line = mistake.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    if (mistake instanceof MissingParameterException missing) {
      String synopsis = line.getHelp().synopsis(line.getHelp().synopsisHeadingLength()).strip();
      return what(mistake)
          + meanings(missing)
          + "\nUsage: "
          + synopsis
          + "\nSee: "
          + name
          + " --help";
    }
    return what(mistake) + "\nSee: " + name + " --help";
  }

  /** What each option that is missing is for, a line each. */
  private static String meanings(MissingParameterException mistake) {
    return mistake.getMissing().stream()
        .filter(ArgSpec::isOption)
        .map(OptionSpec.class::cast)
        .map(option -> "\n" + option.longestName() + ": " + String.join(" ", option.description()))
        .collect(Collectors.joining());
  }

  private static String what(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      return unmatched(unmatched);
    }
    Matcher value = VALUE.matcher(mistake.getMessage());
    if (!value.matches()) {
      return mistake.getMessage();
    }
    String name = value.group("name") == null ? value.group("option") : value.group("name");
    return name + ": " + value.group("why");
  }

  private static String unmatched(UnmatchedArgumentException mistake) {
    String word = Printable.text(mistake.getUnmatched().get(0));
    CommandLine line = mistake.getCommandLine();
    if (line.getSubcommands().isEmpty()) {
      return "found " + word + ", expected no further word";
    }
    return "there is no command "
        + word
        + nearest(word, line.getSubcommands().keySet())
            .map(similar -> "; did you mean " + similar + "?")
            .orElse("");
  }

  /** The library's own suggestions pass over letters that have changed places. */
  private static Optional<String> nearest(String word, Set<String> names) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    String typed = word.toLowerCase(Locale.ROOT);
    return names.stream()
        .max(Comparator.comparingDouble(name -> similarity.apply(typed, name)))
        .filter(name -> similarity.apply(typed, name) >= SIMILAR);
  }
}
