package io.drinkd.appliance.config;

import static io.drinkd.appliance.config.MachineFileReader.id;

import io.drinkd.appliance.config.MachineFileReader.MachineFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads the folder {@code machines}, and checks that no two of its files claim the same name or
 * public address. Whether two dial the same board depends on their drivers: see {@link SameBoard}.
 */
final class MachineReader {

  /** Its name in the configuration folder. */
  static final String FOLDER = "machines";

  /** Fewer files are not worth another thread. */
  private static final int SHARE_MIN = 50;

  private final Path folder;
  private final List<SettingsError> errors;
  private final Supplier<MachineFileReader> readers;
  private final boolean inOrder;
  private final Map<String, Path> filesByName = new HashMap<>();
  private final Map<String, Path> filesByAddress = new HashMap<>();

  /**
   * @param base the configuration folder
   * @param secrets where passwords are read; empty for a command that needs none
   */
  MachineReader(
      Path base, Optional<SecretReader> secrets, List<SettingsError> errors, SettingsTrail trail) {
    this.folder = base.resolve(FOLDER);
    this.errors = errors;
    var links = new BoardLinkReader(secrets.map(here -> new TlsReader(base)));
    this.readers = () -> new MachineFileReader(secrets, links, trail);
    this.inOrder = trail.isWanted();
  }

  /** The machines in the order of their ids. */
  List<MachineSettings> read() {
    SortedMap<String, Path> files = files();
    // All ids first: an alias must be none of them, whichever file comes first.
    filesByName.putAll(files);
    List<MachineSettings> machines = new ArrayList<>(files.size());
    for (MachineFile read : readAll(List.copyOf(files.values()))) {
      errors.addAll(read.errors());
      read.machine().ifPresent(machine -> takeNames(read.file(), machine));
      read.machine().ifPresent(machines::add);
    }
    return List.copyOf(machines);
  }

  /** A start waits for it, and a thousand files take most of that; so all processors read. */
  private List<MachineFile> readAll(List<Path> files) {
    int threads = inOrder ? 1 : Runtime.getRuntime().availableProcessors();
    int share = Math.max(SHARE_MIN, -Math.floorDiv(-files.size(), threads));
    List<CompletableFuture<List<MachineFile>>> shares = new ArrayList<>();
    for (int from = share; from < files.size(); from += share) {
      List<Path> part = files.subList(from, Math.min(from + share, files.size()));
      shares.add(CompletableFuture.supplyAsync(() -> readPart(part), MachineReader::run));
    }
    List<MachineFile> read =
        new ArrayList<>(readPart(files.subList(0, Math.min(share, files.size()))));
    shares.forEach(part -> read.addAll(part.join()));
    return read;
  }

  private static void run(Runnable task) {
    new Thread(task, "settings").start();
  }

  private List<MachineFile> readPart(List<Path> files) {
    MachineFileReader reader = readers.get();
    return files.stream().map(reader::read).toList();
  }

  /** The files by the ids of their machines. */
  private SortedMap<String, Path> files() {
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path file : entries) {
        if (isMachine(file)) {
          files.put(id(file), file);
        }
      }
    } catch (IOException e) {
      wrong(folder, "", "no folder that can be read", "a folder with one file for each machine");
      return files;
    }
    return files;
  }

  private boolean isMachine(Path file) {
    String name = file.getFileName().toString();
    if (isPutAside(name) || !name.endsWith(MachineFileReader.ENDING)) {
      return false;
    }
    if (!Words.isWord(id(file)) || !Files.isRegularFile(file)) {
      String what = Files.isRegularFile(file) ? "a file of another name" : "no regular file";
      wrong(
          file,
          "",
          what,
          "the machine's id and "
              + MachineFileReader.ENDING
              + ", the id "
              + Words.RULE
              + " (a dot in front puts a file aside)");
      return false;
    }
    return true;
  }

  /** Left behind by an editor, or put aside by an admin. */
  static boolean isPutAside(String fileName) {
    return fileName.startsWith(".") || fileName.endsWith("~");
  }

  private void takeNames(Path file, MachineSettings machine) {
    for (String alias : machine.aliases()) {
      Path taken = filesByName.putIfAbsent(alias, file);
      if (taken != null) {
        String found = Values.shown(alias) + ", which names the machine of " + taken + " already";
        wrong(file, "aliases", found, "a name that no machine has");
      }
    }
    machine
        .publicAddress()
        .map(address -> filesByAddress.putIfAbsent(address, file))
        .ifPresent(
            taken -> {
              String found = "the address of " + taken;
              wrong(file, "public-address", found, "an address that no other machine has");
            });
  }

  private void wrong(Path file, String key, String found, String expected) {
    errors.add(new SettingsError(file, key, found, expected));
  }
}
