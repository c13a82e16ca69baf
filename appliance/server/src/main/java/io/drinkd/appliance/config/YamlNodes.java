package io.drinkd.appliance.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Turns YAML into the nodes of commons-configuration, straight from what the parser composes: a
 * house of a thousand machines has a thousand files, all of which are read by code that Java has
 * not compiled yet.
 *
 * <p>An entry of a list becomes a node under the list's name, an empty list a node without value
 * and children, so that neither is lost. To be used by one thread.
 */
final class YamlNodes {

  private final LoaderOptions options = new LoaderOptions();
  private final Resolver resolver = new PlainResolver();
  private final boolean lines;
  private final PlainScalar plain = new PlainScalar();

  /**
   * @param lines whether each node says in which line it stands
   */
  YamlNodes(boolean lines) {
    this.lines = lines;
    // Aliases of whole sections allow circles, and no setting needs them.
    options.setMaxAliasesForCollections(0);
  }

  /**
   * The keys of a file; empty if it holds something other than keys.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if it is not sound YAML
   * @throws NoTextKeyException if a key is not a text
   */
  Optional<ImmutableNode> parse(String text) {
    ParserImpl parser = new ParserImpl(new StreamReader(text), options);
    Node top = new Composer(parser, resolver, options).getSingleNode();
    if (top == null || (top instanceof ScalarNode && value(top) == null)) {
      return Optional.of(new ImmutableNode.Builder().create());
    }
    return top instanceof MappingNode keys ? Optional.of(section(null, keys)) : Optional.empty();
  }

  private ImmutableNode section(String name, MappingNode keys) {
    refuseTag(keys, Tag.MAP);
    ImmutableNode.Builder section = new ImmutableNode.Builder(keys.getValue().size()).name(name);
    Set<String> seen = new HashSet<>();
    for (NodeTuple entry : keys.getValue()) {
      String key = key(entry.getKeyNode());
      if (!seen.add(key)) {
        throw new UnsoundException(
            "while constructing a mapping",
            keys.getStartMark(),
            "found duplicate key " + key,
            entry.getKeyNode().getStartMark());
      }
      add(section, key, entry.getValueNode());
    }
    return section.create();
  }

  private void add(ImmutableNode.Builder section, String key, Node value) {
    if (value instanceof MappingNode keys) {
      section.addChild(section(key, keys));
    } else if (value instanceof SequenceNode list) {
      refuseTag(list, Tag.SEQ);
      if (list.getValue().isEmpty()) {
        section.addChild(new ImmutableNode.Builder().name(key).create());
      }
      list.getValue().forEach(entry -> add(section, key, entry));
    } else {
      ImmutableNode.Builder child = new ImmutableNode.Builder().name(key).value(value(value));
      if (lines) {
        child.addAttribute(SettingsTrail.LINE, value.getStartMark().getLine() + 1);
      }
      section.addChild(child.create());
    }
  }

  private String key(Node node) {
    Object key = value(node);
    if (key instanceof String name) {
      return name;
    }
    throw new NoTextKeyException(key, node.getStartMark());
  }

  /** Null where YAML has null. */
  private Object value(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw new UnsoundException(null, null, "keys or a list as a key", node.getStartMark());
    }
    if (scalar.getTag().equals(PlainResolver.PLAIN)) {
      return plain.read(scalar.getValue()).orElse(null);
    }
    refuseTag(scalar, Tag.STR);
    return scalar.getValue();
  }

  private static void refuseTag(Node node, Tag usual) {
    if (!node.getTag().equals(usual)) {
      throw new UnsoundException(null, null, "the tag " + node.getTag(), node.getStartMark());
    }
  }

  /** A key that YAML takes for nothing, a number or a truth value. */
  static final class NoTextKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int line;

    NoTextKeyException(Object key, Mark mark) {
      super("the key " + key);
      line = mark.getLine() + 1;
    }

    /** Where it stands. */
    String place() {
      return "line " + line;
    }
  }

  /** What the parser lets pass. */
  private static final class UnsoundException extends MarkedYAMLException {
    private static final long serialVersionUID = 1;

    UnsoundException(String context, Mark contextMark, String problem, Mark problemMark) {
      super(context, contextMark, problem, problemMark);
    }
  }

  /** Tells texts without quotes and tag from all others, which are texts or have a tag. */
  private static final class PlainResolver extends Resolver {

    static final Tag PLAIN = new Tag("tag:drinkd,2026:plain");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
  }
}
