package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** By which it is seen that a file is still the same, or another one under the same name. */
record FileMark(long size, FileTime lastModified, Object fileKey) {

  static FileMark of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileMark(
        attributes.size(),
        attributes.lastModifiedTime(),
        // No key where the file system has none: size and time must do then.
        String.valueOf(attributes.fileKey()));
  }
}
