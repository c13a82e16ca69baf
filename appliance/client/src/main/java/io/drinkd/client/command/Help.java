package io.drinkd.client.command;

import io.drinkd.client.failure.ExitCode;
import io.drinkd.client.line.Option;
import io.drinkd.client.line.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What commands, options and exit codes there are, as wide as the terminal, or for programs. */
public final class Help {

  private static final int INDENT = 2;
  private static final int LEFT = 28;

  /** What is explained needs so much room, or stands below what it explains. */
  private static final int RIGHT_LEAST = 28;

  private Help() {}

  /** The command line as a whole. */
  public static void showAll(Output out) {
    List<String> lines = new ArrayList<>();
    add(lines, out, "drink [OPTION...] [COMMAND]");
    add(
        lines,
        out,
        "Without a command it is a shell. \"drink COMMAND --help\" explains a command.");
    lines.add("");
    commands(lines, List.of(), out.columns());
    lines.add("");
    CommonOptions.ALL.forEach(
        option -> add(lines, option.synopsis(), option.meaning(), out.columns()));
    lines.add("");
    lines.add("Exit codes:");
    Map<String, Object> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      String number = String.format(Locale.ROOT, "%4d  ", code.number());
      wrapped(lines, code.meaning(), number, out.columns());
      codes.put(String.valueOf(code.number()), code.word());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("commands", objects(Subcommands.syntaxes()));
    all.put("exitCodes", codes);
    out.show(String.join("\n", lines), all);
  }

  /** The commands, with those that only a place has. */
  static void showCommands(Output out, List<Syntax> own) {
    List<String> lines = new ArrayList<>();
    commands(lines, own, out.columns());
    add(lines, out, "\"help COMMAND\" or \"COMMAND --help\" explains a command.");
    List<Syntax> all = new ArrayList<>(Subcommands.syntaxes());
    all.addAll(own);
    out.show(String.join("\n", lines), Map.of("commands", objects(all)));
  }

  /** One command. */
  static void show(Output out, Syntax syntax) {
    List<String> lines = new ArrayList<>();
    wrapped(lines, syntax.synopsis(), "", out.columns());
    wrapped(lines, syntax.summary(), "  ", out.columns());
    syntax
        .options()
        .forEach(option -> add(lines, option.synopsis(), option.meaning(), out.columns()));
    out.show(String.join("\n", lines), Map.of("commands", objects(List.of(syntax))));
  }

  private static void commands(List<String> lines, List<Syntax> own, int columns) {
    List<Syntax> all = new ArrayList<>(Subcommands.syntaxes());
    all.addAll(own);
    all.forEach(
        syntax ->
            add(lines, (syntax.name() + " " + syntax.words()).strip(), syntax.summary(), columns));
  }

  private static List<Object> objects(List<Syntax> all) {
    List<Object> objects = new ArrayList<>();
    for (Syntax syntax : all) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("command", syntax.name());
      object.put("does", syntax.summary());
      object.put("use", syntax.synopsis());
      Map<String, Object> options = new LinkedHashMap<>();
      for (Option option : syntax.options()) {
        options.put(option.synopsis(), option.meaning());
      }
      object.put("options", options);
      objects.add(object);
    }
    return objects;
  }

  private static void add(List<String> lines, Output out, String sentence) {
    wrapped(lines, sentence, "", out.columns());
  }

  /** A term and what it means, beside each other or, where that is too wide, below. */
  private static void add(List<String> lines, String term, String meaning, int columns) {
    int right = INDENT + LEFT + INDENT;
    String indented = " ".repeat(INDENT) + term;
    if (columns < right + RIGHT_LEAST) {
      wrapped(lines, term, " ".repeat(INDENT), columns);
      wrapped(lines, meaning, " ".repeat(3 * INDENT), columns);
    } else if (term.length() > LEFT) {
      wrapped(lines, term, " ".repeat(INDENT), columns);
      wrapped(lines, meaning, " ".repeat(right), columns);
    } else {
      wrapped(lines, meaning, indented + " ".repeat(right - indented.length()), columns);
    }
  }

  /**
   * Breaks a text between words.
   *
   * @param before the beginning of the first line; the others are indented as far
   */
  private static void wrapped(List<String> lines, String text, String before, int columns) {
    StringBuilder line = new StringBuilder(before);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(before.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}
