package io.drinkd.appliance.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What lies in the folder {@code machines} and is no machine's file: what package managers, editors
 * and admins leave there must not keep the appliance from starting. Files that begin with a dot or
 * end with {@code ~} are not even mentioned.
 *
 * @param passedOver one line that names them, if there are any
 * @param likelyMistakes one line for each that was probably meant to be a machine's file
 */
public record StrayFiles(List<String> passedOver, List<String> likelyMistakes) {

  private static final String LIKELY_MISTAKE = ".yml";

  public StrayFiles {
    passedOver = List.copyOf(passedOver);
    likelyMistakes = List.copyOf(likelyMistakes);
  }

  /** Those of a configuration folder. */
  public static StrayFiles in(Path conf) {
    Path folder = conf.resolve(MachineReader.FOLDER);
    List<String> names = new ArrayList<>();
    List<String> mistakes = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path file : entries) {
        String name = file.getFileName().toString();
        if (name.endsWith(LIKELY_MISTAKE)) {
          mistakes.add(mistake(file));
        } else if (!MachineReader.isPutAside(name) && !name.endsWith(MachineFileReader.ENDING)) {
          names.add(Values.shortened(name));
        }
      }
    } catch (IOException e) {
      // The reader of the machines reports it.
      return new StrayFiles(List.of(), List.of());
    }
    Collections.sort(names);
    Collections.sort(mistakes);
    return new StrayFiles(
        names.isEmpty()
            ? List.of()
            : List.of(
                folder
                    + ": passed over, for only *.yaml is a machine: "
                    + String.join(", ", names)),
        mistakes);
  }

  private static String mistake(Path file) {
    String name = file.getFileName().toString();
    String id = name.substring(0, name.length() - LIKELY_MISTAKE.length());
    return file
        + ": passed over, for only *.yaml is a machine; if it is one: mv "
        + file
        + " "
        + file.resolveSibling(id + MachineFileReader.ENDING);
  }
}
