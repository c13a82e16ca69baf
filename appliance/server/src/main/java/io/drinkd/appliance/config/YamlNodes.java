package io.drinkd.appliance.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns YAML into the nodes of commons-configuration, straight from what the parser finds: a house
 * of a thousand machines has a thousand files, all of which are read by code that Java has not
 * compiled yet.
 *
 * <p>An entry of a list becomes a node under the list's name, an empty list a node without value
 * and children, so that neither is lost. To be used by one thread.
 */
final class YamlNodes {

  /** Asks for the type that a value has without a tag. */
  private static final String NO_TYPE = "!";

  private final LoaderOptions options = new LoaderOptions();
  private final boolean lines;
  private final PlainScalar plain = new PlainScalar();

  /**
   * @param lines whether each node says in which line it stands
   */
  YamlNodes(boolean lines) {
    this.lines = lines;
  }

  /**
   * The keys of a file; empty if it holds something other than keys.
   *
   * @throws YAMLException if it is not sound YAML
   * @throws NoTextKeyException if a key is not a text
   */
  Optional<ImmutableNode> parse(String text) {
    return new Document(new ParserImpl(new StreamReader(text), options)).read();
  }

  /**
   * A key with a value, both written without quotes on one line, of which whoever calls knows that
   * they are nothing else; empty if the key is not a text.
   */
  Optional<ImmutableNode> plain(String key, String value) {
    return plain
        .read(key)
        .filter(String.class::isInstance)
        .map(name -> new ImmutableNode.Builder().name(key).value(plain.read(value).orElse(null)))
        .map(ImmutableNode.Builder::create);
  }

  /** One file, from the first event of its parser to the last. */
  private final class Document {

    private final Parser parser;
    private final Map<String, NodeEvent> anchors = new HashMap<>();
    private int depth;

    Document(Parser parser) {
      this.parser = parser;
    }

    Optional<ImmutableNode> read() {
      parser.getEvent();
      if (parser.checkEvent(Event.ID.StreamEnd)) {
        return Optional.of(new ImmutableNode.Builder().create());
      }
      parser.getEvent();
      try {
        Optional<ImmutableNode> found = top();
        skipRest();
        return found;
      } catch (MistakeException | NoTextKeyException e) {
        // What the parser refuses, if only further down, says more: after a quote too few, say.
        skipRest();
        throw e;
      }
    }

    private void skipRest() {
      while (!parser.checkEvent(Event.ID.DocumentEnd)) {
        parser.getEvent();
      }
      parser.getEvent();
      if (!parser.checkEvent(Event.ID.StreamEnd)) {
        throw new UnsoundException("found another document", parser.peekEvent().getStartMark());
      }
    }

    private Optional<ImmutableNode> top() {
      NodeEvent top = next();
      if (top instanceof MappingStartEvent keys) {
        return Optional.of(section(null, keys));
      }
      ImmutableNode.Builder nothing = new ImmutableNode.Builder();
      if (top instanceof ScalarEvent scalar && value(scalar) == null) {
        return Optional.of(nothing.create());
      }
      return Optional.empty();
    }

    /** That with which the next value begins; of an alias, that of the value it stands for. */
    private NodeEvent next() {
      NodeEvent event = (NodeEvent) parser.getEvent();
      if (event instanceof AliasEvent) {
        return meant(event);
      }
      if (depth > options.getNestingDepthLimit()) {
        throw new YAMLException("sections in sections without end");
      }
      if (event.getAnchor() != null) {
        anchors.put(event.getAnchor(), event);
      }
      return event;
    }

    private NodeEvent meant(NodeEvent alias) {
      NodeEvent meant = anchors.get(alias.getAnchor());
      if (meant == null) {
        throw new UnsoundException("undefined alias", alias.getStartMark());
      }
      if (!(meant instanceof ScalarEvent)) {
        // They allow circles, and no setting needs them.
        throw new YAMLException("an alias of a whole section");
      }
      return meant;
    }

    private ImmutableNode section(String name, MappingStartEvent start) {
      refuseTag(start.getTag(), start, Tag.MAP);
      depth++;
      ImmutableNode.Builder section = new ImmutableNode.Builder().name(name);
      Set<String> seen = new HashSet<>();
      while (!parser.checkEvent(Event.ID.MappingEnd)) {
        NodeEvent keyEvent = next();
        String key = key(keyEvent);
        if (!seen.add(key)) {
          throw new MistakeException("found duplicate key " + key, keyEvent.getStartMark());
        }
        add(section, key, next());
      }
      parser.getEvent();
      depth--;
      return section.create();
    }

    private void add(ImmutableNode.Builder section, String key, NodeEvent value) {
      if (value instanceof MappingStartEvent keys) {
        section.addChild(section(key, keys));
      } else if (value instanceof SequenceStartEvent list) {
        refuseTag(list.getTag(), list, Tag.SEQ);
        addAll(section, key);
      } else {
        ScalarEvent scalar = (ScalarEvent) value;
        ImmutableNode.Builder child = new ImmutableNode.Builder().name(key).value(value(scalar));
        if (lines) {
          child.addAttribute(SettingsTrail.LINE, scalar.getStartMark().getLine() + 1);
        }
        section.addChild(child.create());
      }
    }

    private void addAll(ImmutableNode.Builder section, String key) {
      depth++;
      if (parser.checkEvent(Event.ID.SequenceEnd)) {
        section.addChild(new ImmutableNode.Builder().name(key).create());
      }
      while (!parser.checkEvent(Event.ID.SequenceEnd)) {
        add(section, key, next());
      }
      parser.getEvent();
      depth--;
    }

    private String key(NodeEvent event) {
      if (!(event instanceof ScalarEvent scalar)) {
        throw new MistakeException("keys or a list as a key", event.getStartMark());
      }
      Object key = value(scalar);
      if (key instanceof String name) {
        return name;
      }
      throw new NoTextKeyException(key, scalar.getStartMark());
    }

    /** Null where YAML has null. */
    private Object value(ScalarEvent scalar) {
      refuseTag(scalar.getTag(), scalar, Tag.STR);
      return scalar.getImplicit().canOmitTagInPlainScalar()
          ? plain.read(scalar.getValue()).orElse(null)
          : scalar.getValue();
    }
  }

  private static void refuseTag(String tag, NodeEvent event, Tag usual) {
    if (tag != null && !tag.equals(NO_TYPE) && !tag.equals(usual.getValue())) {
      throw new MistakeException("the tag " + tag, event.getStartMark());
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

  /** What is no YAML with which anything could be done. */
  private static class UnsoundException extends MarkedYAMLException {
    private static final long serialVersionUID = 1;

    UnsoundException(String problem, Mark mark) {
      super(null, null, problem, mark);
    }
  }

  /** What is sound YAML, and no settings. */
  private static final class MistakeException extends UnsoundException {
    private static final long serialVersionUID = 1;

    MistakeException(String problem, Mark mark) {
      super(problem, mark);
    }
  }
}
