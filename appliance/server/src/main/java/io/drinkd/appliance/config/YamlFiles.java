package io.drinkd.appliance.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.YAMLConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML files into the nodes of commons-configuration. The nodes are taken as they are, not
 * through the configuration's own getters, which would look for {@code ${...}} in the values.
 *
 * <p>One parser and one configuration read all files: making them takes as long as reading a short
 * file, which counts in a house of a thousand machines. To be used by one thread.
 */
final class YamlFiles {

  private static final int MAX_BYTES = 1 << 20;

  private final Yaml parser = new Yaml(new SafeConstructor(options()));
  private final PlainYaml nodes = new PlainYaml();

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // Aliases of whole sections allow circles, and no setting needs them.
    options.setMaxAliasesForCollections(0);
    return options;
  }

  /** Empty if the file cannot be read; the reason is then among the {@code errors}. */
  Optional<ImmutableNode> read(Path file, List<SettingsError> errors) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        errors.add(new SettingsError(file, "", "more than 1 MiB", "a short file of settings"));
        return Optional.empty();
      }
      return parse(file, Files.readString(file), errors);
    } catch (NoSuchFileException e) {
      errors.add(new SettingsError(file, "", "no such file", "a YAML file that can be read"));
    } catch (CharacterCodingException e) {
      errors.add(new SettingsError(file, "", "bytes that are no UTF-8", "a text file in UTF-8"));
    } catch (IOException e) {
      errors.add(
          new SettingsError(file, "", e.getClass().getSimpleName(), "a file that can be read"));
    }
    return Optional.empty();
  }

  private Optional<ImmutableNode> parse(Path file, String text, List<SettingsError> errors) {
    try {
      Object found = parser.load(text);
      if (found == null || found instanceof Map<?, ?>) {
        return Optional.of(nodes.of((Map<?, ?>) found));
      }
      errors.add(
          new SettingsError(file, "", "no keys", "lines such as \"name: Floor drink server\""));
    } catch (YAMLException e) {
      errors.add(broken(file, e));
    } catch (NoTextKeyException e) {
      errors.add(new SettingsError(file, "", e.getMessage(), "a key that is a word"));
    } catch (RuntimeException e) {
      // Such as a date that is none, which the parser does not call an error of YAML.
      String found = "what YAML takes for more than text: " + e.getClass().getSimpleName();
      errors.add(new SettingsError(file, "", found, "texts between quotes"));
    }
    return Optional.empty();
  }

  private static SettingsError broken(Path file, YAMLException e) {
    // Never the text around the mistake, which these exceptions offer too: it may hold a password.
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      int line = marked.getProblemMark().getLine() + 1;
      String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
      String found = "in line " + line + ": " + context + marked.getProblem();
      return new SettingsError(file, "", found, "sound YAML, each key once, without type tags");
    }
    return new SettingsError(file, "", "YAML with '&' and '*'", "each section written out");
  }

  /** A key that YAML takes for a number, a truth value or a date. */
  private static final class NoTextKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoTextKeyException(Object key) {
      super("the key " + key);
    }
  }

  /** Keeps the keys of empty lists, which commons-configuration would leave out without a word. */
  private static final class PlainYaml extends YAMLConfiguration {

    ImmutableNode of(Map<?, ?> map) {
      load(map == null ? Map.of() : plain(map));
      return getNodeModel().getInMemoryRepresentation();
    }

    private static Map<String, Object> plain(Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach(
          (key, value) -> {
            if (!(key instanceof String name)) {
              throw new NoTextKeyException(key);
            }
            plain.put(name, plain(value));
          });
      return plain;
    }

    private static Object plain(Object value) {
      if (value instanceof Map<?, ?> map) {
        return plain(map);
      }
      if (value instanceof Collection<?> list) {
        return list.isEmpty() ? Map.of() : list.stream().map(PlainYaml::plainEntry).toList();
      }
      return value;
    }

    private static Object plainEntry(Object entry) {
      return entry == null ? Map.of() : plain(entry);
    }
  }
}
