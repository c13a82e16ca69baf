package io.drinkd.appliance.control.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PasswordPromptTest {

  @Test
  void takesFirstLineAndNoMore() throws IOException {
    ByteArrayInputStream in = in("pässwörd with blanks \r\nnext\n");

    assertThat(PasswordPrompt.firstLine(in)).isEqualTo("pässwörd with blanks ");
    assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("next\n");
  }

  @Test
  void takesLineWithoutEnd() throws IOException {
    assertThat(PasswordPrompt.firstLine(in("secret"))).isEqualTo("secret");
    assertThat(PasswordPrompt.firstLine(in(""))).isEmpty();
    assertThat(PasswordPrompt.firstLine(in("\nsecond"))).isEmpty();
  }

  @Test
  void refusesEndlessLine() {
    assertThatThrownBy(() -> PasswordPrompt.firstLine(in("x".repeat(1025))))
        .isInstanceOf(IOException.class)
        .hasMessage("the password has more than 1024 bytes");
  }

  private static ByteArrayInputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
