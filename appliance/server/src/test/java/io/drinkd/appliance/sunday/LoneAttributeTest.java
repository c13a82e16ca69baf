package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.mina.core.session.DummySession;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

class LoneAttributeTest {

  private final IoSession session = new DummySession();
  private final LoneAttribute attribute = new LoneAttribute();

  @Test
  void keepsOne() {
    assertThat(attribute.getAttribute(session, "key", null)).isNull();
    assertThat(attribute.setAttribute(session, "key", "one")).isNull();
    assertThat(attribute.setAttribute(session, "key", "two")).isEqualTo("one");
    assertThat(attribute.setAttributeIfAbsent(session, "key", "three")).isEqualTo("two");
    assertThat(attribute.getAttribute(session, "key", "preset")).isEqualTo("two");
    assertThat(attribute.getAttribute(session, "other", null)).isNull();
    assertThat(attribute.containsAttribute(session, "key")).isTrue();
    assertThat(attribute.containsAttribute(session, "other")).isFalse();
    assertThat(attribute.getAttributeKeys(session)).containsExactly("key");
  }

  @Test
  void letsGoOfIt() {
    assertThat(attribute.getAttribute(session, "key", "preset")).isEqualTo("preset");
    assertThat(attribute.replaceAttribute(session, "key", "other", "two")).isFalse();
    assertThat(attribute.replaceAttribute(session, "key", "preset", "two")).isTrue();
    assertThat(attribute.removeAttribute(session, "key", "preset")).isFalse();
    assertThat(attribute.removeAttribute(session, "other")).isNull();
    assertThat(attribute.removeAttribute(session, "key", "two")).isTrue();
    assertThat(attribute.getAttributeKeys(session)).isEmpty();
    attribute.setAttribute(session, "another", "one");
    assertThat(attribute.setAttribute(session, "another", null)).isEqualTo("one");
    assertThat(attribute.containsAttribute(session, "another")).isFalse();
  }

  @Test
  void refusesASecondOne() {
    attribute.setAttribute(session, "key", "one");

    assertThatThrownBy(() -> attribute.setAttribute(session, "other", "two"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("found key")
        .hasMessageContaining("other");
    assertThat(attribute.getAttribute(session, "key", null)).isEqualTo("one");
  }
}
