package io.drinkd.client.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.client.command.Subcommands;
import io.drinkd.client.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual page has all that there is, and bash completes by what is made for it. */
class ManualTest {

  @TempDir Path folder;

  @Test
  void thePageListsCommandsAndExitCodes() {
    String page = ManualPage.text("1.0");

    for (ExitCode code : ExitCode.values()) {
      assertThat(page)
          .contains(".TP\n.B " + code.number() + "\n" + code.meaning().replace("-", "\\-") + "\n");
    }
    Subcommands.ALL.forEach(
        command -> assertThat(page).contains("\n.B " + command.syntax().name()));
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    ManualMain.main(new String[] {folder.toString(), "1.0"});

    assertThat(complete("drink", "ba")).isEqualTo("balance");
    assertThat(complete("drink", "--json", "drop", "--del")).isEqualTo("--delay");
    assertThat(complete("drink", "ls", "--mach")).isEqualTo("--machine");
    assertThat(complete("drink", "--trust", folder.resolve("comp").toString()))
        .isEqualTo(folder.resolve("completion").toString());
  }

  private String complete(String... words) throws IOException, InterruptedException {
    Path script = folder.resolve("try");
    Files.writeString(
        script,
        """
        source "$1"; shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _drink
        printf '%s\\n' "${COMPREPLY[@]}"
        """);
    String[] command = new String[words.length + 3];
    command[0] = "bash";
    command[1] = script.toString();
    command[2] = folder.resolve("completion").toString();
    System.arraycopy(words, 0, command, 3, words.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }
}
