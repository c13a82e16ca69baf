package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SyntaxTest {

  private static Command written(String syntax) {
    return new Command(syntax, Access.ANYONE, "Is for tests.") {
      @Override
      public CompletionStage<CommandResult> run(CommandContext context) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void theNumberOfArgumentsFollowsFromTheText() {
    Command drop = written("DROP slot [delay [key]]");
    assertThat(drop.verb()).isEqualTo("DROP");
    assertThat(List.of(drop.takes(0), drop.takes(1), drop.takes(3), drop.takes(4)))
        .containsExactly(false, true, true, false);
    assertThat(written("STAT [slot]").takes(0)).isTrue();
    assertThat(written("QUIT").takes(1)).isFalse();
  }

  @Test
  void dotsTakeAllThatFollows() {
    Command resolve = written("RESOLVE id dropped|refunded reason...");
    assertThat(List.of(resolve.takes(2), resolve.takes(3), resolve.takes(30)))
        .containsExactly(false, true, true);
    Command grant = written("ADDCREDITS name n [reason...] [key=key]");
    assertThat(List.of(grant.takes(1), grant.takes(2), grant.takes(30)))
        .containsExactly(false, true, true);
    Command log = written("LOG [message...]");
    assertThat(List.of(log.takes(0), log.takes(9))).containsExactly(true, true);
  }

  @Test
  void theVerbsOfTheBuildAreFound() {
    assertThat(Commands.indexed().all().stream().map(Command::syntax))
        .contains("DROP slot [delay [key]]", "STAT [slot]", "WHOAMI")
        .isSorted();
  }

  @Test
  void oneVerbHasOneClass() {
    List<Command> commands = Commands.indexed().all();
    assertThatThrownBy(() -> new Commands(List.of(commands.get(0), commands.get(0))))
        .hasMessageContaining("two classes for the verb");
  }
}
