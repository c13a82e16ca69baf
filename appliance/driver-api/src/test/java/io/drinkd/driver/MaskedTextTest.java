package io.drinkd.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.mina.core.buffer.IoBuffer;
import org.junit.jupiter.api.Test;

/** A secret on its way into a message. */
class MaskedTextTest {

  private final List<String> forms = new ArrayList<>();
  private final Secret secret = new Secret("s3cret", forms::add);

  private static String sent(MaskedText text) {
    IoBuffer buffer = IoBuffer.allocate(100);
    text.putInto(buffer);
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    assertThat(bytes).hasSize(text.length());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void isSentAndNotShown() {
    MaskedText header = MaskedText.header("X-Auth-Token", secret);
    assertThat(sent(header)).isEqualTo("X-Auth-Token: s3cret\r\n");
    assertThat(header).hasToString("X-Auth-Token: ****\r\n");

    MaskedText basic = MaskedText.base64("user:", secret).after("Authorization: Basic ");
    assertThat(sent(basic)).isEqualTo("Authorization: Basic dXNlcjpzM2NyZXQ=");
    assertThat(basic).hasToString("Authorization: Basic ****");

    assertThat(forms).containsExactly("s3cret", "dXNlcjpzM2NyZXQ=");
  }

  @Test
  void aHeaderHasOneLine() {
    assertThatThrownBy(() -> MaskedText.header("X", new Secret("a\r\nY: b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("Y: b");
  }
}
