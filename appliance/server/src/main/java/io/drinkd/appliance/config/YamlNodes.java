package io.drinkd.appliance.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
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
  private final PlainScalars scalars;

  YamlNodes() {
    // Aliases of whole sections allow circles, and no setting needs them.
    options.setMaxAliasesForCollections(0);
    scalars = new PlainScalars(options);
  }

  /**
   * The keys of a file; empty if it holds something other than keys.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if it is not sound YAML
   * @throws NoTextKeyException if a key is not a text
   */
  Optional<ImmutableNode> parse(String text) {
    ParserImpl parser = new ParserImpl(new StreamReader(text), options);
    Node top = new Composer(parser, scalars, options).getSingleNode();
    if (top == null || top.getTag().equals(Tag.NULL)) {
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
      section.addChild(new ImmutableNode.Builder().name(key).value(scalars.value(value)).create());
    }
  }

  private String key(Node node) {
    Object key = scalars.value(node);
    if (key instanceof String name) {
      return name;
    }
    throw new NoTextKeyException(key);
  }

  private static void refuseTag(Node node, Tag usual) {
    if (!node.getTag().equals(usual)) {
      throw new UnsoundException(null, null, "the tag " + node.getTag(), node.getStartMark());
    }
  }

  /** A key that YAML takes for a number, a truth value or a date. */
  static final class NoTextKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoTextKeyException(Object key) {
      super("the key " + key);
    }
  }

  /** What the parser lets pass. */
  private static final class UnsoundException extends MarkedYAMLException {
    private static final long serialVersionUID = 1;

    UnsoundException(String context, Mark contextMark, String problem, Mark problemMark) {
      super(context, contextMark, problem, problemMark);
    }
  }

  /**
   * What YAML takes a text without quotes for: a number, a truth value, a date, or text. It tries
   * several patterns on each, and the files of many machines have the same few, so each is tried
   * once.
   */
  private static final class PlainScalars extends Resolver {

    private final Map<String, Tag> tags = new HashMap<>();
    private final Map<Tag, Map<String, Object>> values = new HashMap<>();
    private final Constructor constructor;

    PlainScalars(LoaderOptions options) {
      constructor = new Constructor(options);
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit
          ? tags.computeIfAbsent(value, text -> super.resolve(kind, text, true))
          : super.resolve(kind, value, implicit);
    }

    Object value(Node node) {
      if (!(node instanceof ScalarNode scalar)) {
        return constructor.construct(node);
      }
      return scalar.getTag().equals(Tag.STR)
          ? scalar.getValue()
          : values
              .computeIfAbsent(scalar.getTag(), tag -> new HashMap<>())
              .computeIfAbsent(scalar.getValue(), text -> constructor.construct(scalar));
    }
  }

  private static final class Constructor extends SafeConstructor {

    Constructor(LoaderOptions options) {
      super(options);
    }

    Object construct(Node node) {
      try {
        return constructDocument(node);
      } catch (YAMLException e) {
        throw e;
      } catch (RuntimeException e) {
        // What has the form of a number or a date and is none; the parser lets its exception out.
        String problem =
            "found a malformed number or date (if it is a text, put it between quotes)";
        throw new UnsoundException(null, null, problem, node.getStartMark());
      }
    }
  }
}
