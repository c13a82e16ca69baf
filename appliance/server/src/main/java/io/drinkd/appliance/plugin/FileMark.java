package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Identifies a version of a file, to detect that it has been changed or replaced.
 *
 * @param changed when its content, owner or mode was last changed
 */
record FileMark(long size, Object changed, Object fileKey) {

  static FileMark of(Path file) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:size,ctime,fileKey");
    return new FileMark(
        (Long) attributes.get("size"),
        attributes.get("ctime"),
        // Some file systems have no key; size and time have to suffice then.
        String.valueOf(attributes.get("fileKey")));
  }
}
