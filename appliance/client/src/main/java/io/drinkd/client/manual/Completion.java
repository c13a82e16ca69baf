package io.drinkd.client.manual;

import io.drinkd.client.command.CommonOptions;
import io.drinkd.client.command.Subcommand;
import io.drinkd.client.command.Subcommands;
import io.drinkd.client.line.Option;
import java.util.List;
import java.util.stream.Collectors;

/** Completion for bash: commands and options; it asks no server. */
final class Completion {

  private static final String FUNCTION =
      """
      # Completion of drink for bash.
      _drink() {
        local word=${COMP_WORDS[COMP_CWORD]} command= options= one
        case ${COMP_WORDS[COMP_CWORD-1]} in
          --trust | --settings) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        esac
        for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $one in
            @COMMANDS@) command=$one; break ;;
          esac
        done
        case $command in
      @OPTIONS@
        esac
        if [[ $word == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W "@COMMON@ $options" -- "$word")
        elif [[ ! $command ]]; then
          mapfile -t COMPREPLY < <(compgen -W "@WORDS@" -- "$word")
        fi
      }
      complete -F _drink drink
      """;

  private Completion() {}

  static String text() {
    List<String> names = Subcommands.ALL.stream().map(command -> command.syntax().name()).toList();
    String options =
        Subcommands.ALL.stream()
            .filter(command -> !command.syntax().options().isEmpty())
            .map(Completion::options)
            .collect(Collectors.joining("\n"));
    return FUNCTION
        .replace("@COMMANDS@", String.join(" | ", names))
        .replace("@OPTIONS@", options)
        .replace("@COMMON@", dashed(CommonOptions.ALL))
        .replace("@WORDS@", String.join(" ", names));
  }

  private static String options(Subcommand command) {
    String words = dashed(command.syntax().options());
    return "    " + command.syntax().name() + ") options=\"" + words + "\" ;;";
  }

  private static String dashed(List<Option> options) {
    return options.stream().map(option -> "--" + option.name()).collect(Collectors.joining(" "));
  }
}
