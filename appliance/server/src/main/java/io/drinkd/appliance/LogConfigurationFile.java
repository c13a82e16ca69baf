package io.drinkd.appliance;

import io.drinkd.appliance.config.SettingsError;
import io.drinkd.appliance.config.SettingsException;
import io.drinkd.appliance.store.FileFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Reconfigurable;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A {@code log4j2.xml}, read with its mistakes reported: log4j itself would make the best of them,
 * which may be no log at all.
 */
final class LogConfigurationFile extends XmlConfiguration {

  private static final String NAMES_FILE = "fileName";

  private final Path file;
  private final boolean trial;
  private int redirected;

  private LogConfigurationFile(
      LoggerContext context, Path file, ConfigurationSource source, boolean trial) {
    super(context, source);
    this.file = file;
    this.trial = trial;
  }

  /**
   * Reads a configuration, and opens the files that it writes.
   *
   * @throws SettingsException if there is a mistake in it
   */
  static Configuration read(LoggerContext context, Path file, byte[] content) {
    return read(context, file, content, false);
  }

  /**
   * Reads a configuration, and opens no file that it writes.
   *
   * @throws SettingsException if there is a mistake in it
   */
  static void check(Path file, byte[] content) {
    read(new LoggerContext("check"), file, content, true).stop();
  }

  /**
   * What stands in the file.
   *
   * @throws SettingsException if it cannot be read
   */
  static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw wrong(file, "", "no readable file: " + FileFailure.reason(e), "XML that can be read");
    }
  }

  private static Configuration read(
      LoggerContext context, Path file, byte[] content, boolean trial) {
    requireXml(file, content);
    try (LogMistakes mistakes = new LogMistakes()) {
      Configuration read;
      try {
        var source = new ConfigurationSource(new ByteArrayInputStream(content), file);
        read = new LogConfigurationFile(context, file, source, trial);
        // Otherwise log4j looks up the name of this host, which may not resolve.
        read.getProperties().put("hostName", "localhost");
      } catch (RuntimeException e) {
        throw wrong(file, "", "attributes that log4j refuses", "a configuration of log4j");
      }
      try {
        read.initialize();
        List<String> found = mistakes.found();
        if (!found.isEmpty()) {
          throw wrong(file, "", found.get(0), "a configuration that log4j takes as a whole");
        }
      } catch (RuntimeException e) {
        read.stop();
        throw e;
      }
      return read;
    }
  }

  /** Where the parser finds a mistake, log4j says no more than that there is one. */
  private static void requireXml(Path file, byte[] content) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var builder = factory.newDocumentBuilder();
      // The default prints to standard error.
      builder.setErrorHandler(new DefaultHandler());
      builder.parse(new ByteArrayInputStream(content));
    } catch (SAXParseException e) {
      String found = e.getMessage().replaceFirst("\\.$", "");
      throw wrong(file, "line " + e.getLineNumber(), found, "sound XML");
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw wrong(file, "", "a file that is no XML", "sound XML");
    }
  }

  /** The appliance looks after changes itself. */
  @Override
  protected void initializeWatchers(
      Reconfigurable reconfigurable, ConfigurationSource source, int seconds) {}

  /** Before log4j opens what the nodes name. */
  @Override
  protected void doConfigure() {
    requireFiles(rootNode);
    super.doConfigure();
  }

  private void requireFiles(Node node) {
    Map<String, String> attributes = node.getAttributes();
    if (attributes.containsKey(NAMES_FILE)) {
      String name = getStrSubstitutor().replace(attributes.get(NAMES_FILE));
      requireWritable(node.getName(), Path.of(name).toAbsolutePath());
      if (trial) {
        // Another name each time, because two appenders of different kinds must not share a file.
        attributes.put(NAMES_FILE, "/dev/" + "./".repeat(++redirected) + "null");
      }
    }
    node.getChildren().forEach(this::requireFiles);
  }

  private void requireWritable(String element, Path log) {
    if (Files.isDirectory(log) || Files.exists(log) && !Files.isWritable(log)) {
      throw wrong(
          file,
          element + " fileName",
          log + ", which cannot be written",
          "a file that drinkd may write; make its user the owner, or name another");
    }
    Path folder = log.getParent();
    // log4j creates the folders that are missing.
    while (folder.getParent() != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw wrong(
          file,
          element + " fileName",
          log + ", whose folder is missing or cannot be written",
          "a folder in which drinkd may create it; create it and make its user the owner");
    }
  }

  private static SettingsException wrong(Path file, String key, String found, String expected) {
    return new SettingsException(List.of(new SettingsError(file, key, found, expected)));
  }
}
