package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that begins a driver's folder, in a checkout of its own. */
class NewBoardTest {

  @TempDir Path temporary;

  private NewBoardCheckout checkout;

  @BeforeEach
  void copy() throws IOException {
    checkout = new NewBoardCheckout(temporary);
  }

  @Test
  void writesDriverThatCompiles() throws Exception {
    assertThat(checkout.newBoard("coffee")).as(checkout.output()).isZero();

    assertThat(checkout.output()).contains("the machine's own file, with \"driver: coffee\"");
    assertThat(checkout.file("plugins/pom.xml"))
        .content()
        .containsOnlyOnce("<module>coffee</module>\n  </modules>");
    assertThat(checkout.file("plugins/coffee/vocabulary.properties")).isRegularFile();
    assertThat(checkout.file("plugins/coffee/transcripts/drop-made.txt")).isRegularFile();
    assertThat(checkout.compile("coffee").resolve("META-INF/extensions.idx"))
        .content()
        .contains("io.drinkd.board.coffee.CoffeeDriver");
  }

  @Test
  void writesNothingTwice() throws Exception {
    assertThat(checkout.newBoard("coffee")).as(checkout.output()).isZero();
    assertThat(checkout.newBoard("coffee")).isEqualTo(1);

    assertThat(checkout.output()).contains("plugins/coffee exists already; choose another name");
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    for (String name : List.of("", "Coffee", "../x", "a b", "1st", "a-b")) {
      assertThat(checkout.newBoard(name)).as(name).isEqualTo(1);
      assertThat(checkout.output()).contains("expected small letters and digits, such as coffee");
    }
    for (String name : List.of("class", "extends", "volatile", "target")) {
      assertThat(checkout.newBoard(name)).as(name).isEqualTo(1);
      assertThat(checkout.output()).contains("is a word of Java or of the build");
    }
    assertThat(checkout.newBoard()).isEqualTo(1);
    assertThat(checkout.file("plugins")).isDirectoryNotContaining(Files::isDirectory);
  }
}
