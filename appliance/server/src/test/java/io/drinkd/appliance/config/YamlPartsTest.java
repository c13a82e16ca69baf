package io.drinkd.appliance.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.error.YAMLException;

/** A file that is read part by part has the nodes that it has as a whole, or is left to that. */
class YamlPartsTest {

  private static final String FILE =
      """
      # One machine.
      name: Big Drink
      aliases: [bigdrink, big]   # two

      location: >
        North
        stairwell
      password: { file: secrets/d }
      settings:
        unit: 1
      slots:
        - { slot: 1, item: Coke, price: 50, count: 24 }
        # The second one.
        - slot: 2
          item: "Diet
            Coke"
          price: 50
          count: 24
      """;

  /** What gives a text another structure in YAML, or none. */
  private static final List<String> PIECES =
      List.of(
          "\n",
          "\n\n",
          "\n  ",
          "  - ",
          "\n- ",
          ": ",
          ":\n",
          "|\n",
          ">-\n",
          "\"",
          "'",
          "&a ",
          "*a",
          "# ",
          "{",
          "}",
          "[",
          "]",
          ", ",
          "---\n",
          "...\n",
          "name: x\n",
          "%TAG ! tag:x,2000:\n",
          "!!str ",
          "!a ",
          "? ",
          "\t",
          "\r\n",
          "\u2028",
          "\uFEFF",
          "a",
          "~",
          "true: 1\n",
          "<<: *a\n");

  private static final int CHANGED = 20_000;

  private final YamlNodes nodes = new YamlNodes(false);
  private final YamlParts parts = new YamlParts(nodes);

  private Optional<String> whole(String text) {
    try {
      return nodes.parse(text).map(YamlPartsTest::shown);
    } catch (YAMLException | YamlNodes.NoTextKeyException e) {
      return Optional.empty();
    }
  }

  private static String shown(ImmutableNode node) {
    StringBuilder shown = new StringBuilder();
    show(node, "", shown);
    return shown.toString();
  }

  private static void show(ImmutableNode node, String indent, StringBuilder shown) {
    Object value = node.getValue();
    String type = value == null ? "" : " " + value.getClass().getSimpleName();
    shown.append(indent).append(node.getNodeName()).append(type).append(' ').append(value);
    shown.append('\n');
    node.getChildren().forEach(child -> show(child, indent + "  ", shown));
  }

  @Test
  void aUsualFileIsRead() {
    assertThat(parts.parse(FILE).map(YamlPartsTest::shown)).isPresent().isEqualTo(whole(FILE));
  }

  @Test
  void filesShareWhatTheyHaveInCommon() {
    ImmutableNode one = parts.parse(FILE).orElseThrow();
    ImmutableNode other =
        parts.parse(FILE.replace("Big", "Small").replace("slot: 1,", "slot: 3,")).orElseThrow();

    List<ImmutableNode> common =
        other.getChildren().stream().filter(one.getChildren()::contains).toList();
    assertThat(common)
        .extracting(ImmutableNode::getNodeName)
        .containsExactly("aliases", "aliases", "location", "password", "settings", "slots");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "name: a\nname: b\n",
        "name: &a x\nlocation: *a\n",
        "slots:\n  - &a { slot: 1 }\n  - *a\n",
        "slots:\n  - { slot: 1\n  - { slot: 2 }\n",
        "password: {\nfile: x\n}\n",
        "name: \"a\nb: c\"\n",
        "1: a\n",
        "true: a\n",
        "just text\n",
        "%TAG ! tag:x,2000:\n---\nname: a\nlocation: ! b\n",
        "name: a\n---\nlocation: b\n",
      })
  void whatPartsCannotSayIsLeftToTheWhole(String text) {
    assertThat(parts.parse(text)).isEmpty();
  }

  @Test
  void whateverTheTextIsTheNodesAreThoseOfTheWhole() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < CHANGED; i++) {
      String text = changed(random);
      Optional<String> found = parts.parse(text).map(YamlPartsTest::shown);
      if (found.isPresent()) {
        assertThat(found).as(text).isEqualTo(whole(text));
        read++;
      }
    }
    assertThat(read).isBetween(CHANGED / 10, CHANGED);
  }

  private static String changed(Random random) {
    StringBuilder text = new StringBuilder(FILE);
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(text.length());
      if (random.nextInt(4) == 0) {
        text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
      }
      text.insert(Math.min(at, text.length()), PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
