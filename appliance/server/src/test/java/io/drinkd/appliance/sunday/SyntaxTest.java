package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SyntaxTest {

  @Test
  void theNumberOfArgumentsFollowsFromTheText() {
    Syntax drop = Syntax.of("DROP slot [delay [key]]");
    assertThat(drop.verb()).isEqualTo("DROP");
    assertThat(List.of(drop.takes(0), drop.takes(1), drop.takes(3), drop.takes(4)))
        .containsExactly(false, true, true, false);
    assertThat(Syntax.of("STAT [slot]").takes(0)).isTrue();
    assertThat(Syntax.of("QUIT").takes(1)).isFalse();
  }

  @Test
  void dotsTakeAllThatFollows() {
    Syntax resolve = Syntax.of("RESOLVE id dropped|refunded reason...");
    assertThat(List.of(resolve.takes(2), resolve.takes(3), resolve.takes(30)))
        .containsExactly(false, true, true);
    Syntax grant = Syntax.of("ADDCREDITS name n [reason...] [key=key]");
    assertThat(List.of(grant.takes(1), grant.takes(2), grant.takes(30)))
        .containsExactly(false, true, true);
    Syntax log = Syntax.of("LOG [message...]");
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
