package io.drinkd.appliance.config;

import io.drinkd.appliance.store.FileFailure;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML files. All files are read by one of it, which keeps what the parser has found out
 * before. To be used by one thread.
 */
final class YamlFiles {

  private static final int MAX_BYTES = 1 << 20;

  private final YamlNodes nodes;
  private final YamlParts parts;

  /** A node of a part knows its line of that part only. */
  private final boolean inParts;

  /**
   * @param trail remembers what is read of the files
   */
  YamlFiles(SettingsTrail trail) {
    this.nodes = new YamlNodes(trail.isWanted());
    this.parts = new YamlParts(nodes);
    this.inParts = !trail.isWanted();
  }

  /** Empty if the file cannot be read; the reason is then among the {@code errors}. */
  Optional<ImmutableNode> read(Path file, List<SettingsError> errors) {
    try (InputStream opened = new FileInputStream(file.toFile())) {
      byte[] bytes = opened.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        errors.add(new SettingsError(file, "", "more than 1 MiB", "a short file of settings"));
        return Optional.empty();
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(file, text, errors);
    } catch (FileNotFoundException e) {
      String found = Files.exists(file) ? "no readable file" : "no such file";
      errors.add(new SettingsError(file, "", found, "a YAML file that can be read"));
    } catch (CharacterCodingException e) {
      errors.add(new SettingsError(file, "", "bytes that are no UTF-8", "a text file in UTF-8"));
    } catch (IOException e) {
      errors.add(new SettingsError(file, "", FileFailure.reason(e), "a file that can be read"));
    }
    return Optional.empty();
  }

  private Optional<ImmutableNode> parse(Path file, String text, List<SettingsError> errors) {
    try {
      Optional<ImmutableNode> found = inParts ? parts.parse(text) : Optional.empty();
      if (found.isEmpty()) {
        found = nodes.parse(text);
      }
      if (found.isEmpty()) {
        errors.add(
            new SettingsError(file, "", "no keys", "lines such as \"name: Floor drink server\""));
      }
      return found;
    } catch (YAMLException e) {
      errors.add(YamlMistake.of(file, text, e));
    } catch (YamlNodes.NoTextKeyException e) {
      errors.add(new SettingsError(file, e.place(), e.getMessage(), "a key that is a word"));
    }
    return Optional.empty();
  }
}
