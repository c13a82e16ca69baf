package io.drinkd.appliance.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** Identifies a version of a file, to detect that it has been changed or replaced. */
record FileMark(long size, FileTime lastModified, Object fileKey) {

  static FileMark of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileMark(
        attributes.size(),
        attributes.lastModifiedTime(),
        // Some file systems have no key; size and time have to suffice then.
        String.valueOf(attributes.fileKey()));
  }
}
