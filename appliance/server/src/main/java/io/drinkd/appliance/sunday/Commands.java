package io.drinkd.appliance.sunday;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.pf4j.processor.ExtensionStorage;
import org.pf4j.processor.IndexedExtensionStorage;

/** The verbs there are, by their names. Never changes once it is made. */
public final class Commands {

  private final Map<String, Command> verbs = new HashMap<>();
  private final List<Command> sorted;
  private final Map<Dialect, Reply> listings = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException if two have the same verb
   */
  public Commands(Collection<? extends Command> commands) {
    for (Command command : commands) {
      Command other = verbs.put(command.verb(), command);
      if (other != null) {
        throw new IllegalArgumentException(
            "two classes for the verb "
                + command.verb()
                + ": "
                + other.getClass().getName()
                + " and "
                + command.getClass().getName()
                + "; remove one");
      }
    }
    List<Command> bySyntax = new ArrayList<>(commands);
    bySyntax.sort((one, other) -> one.syntax().compareTo(other.syntax()));
    sorted = Collections.unmodifiableList(bySyntax);
  }

  /**
   * The verbs that stand in the index of extensions, which pf4j's annotation processor writes into
   * the appliance's jar. Makes an instance of each; to be called once.
   */
  public static Commands indexed() {
    ClassLoader loader = Commands.class.getClassLoader();
    List<Command> commands = new ArrayList<>();
    try {
      for (String name : indexedNames(loader)) {
        Class<?> type = Class.forName(name, true, loader);
        if (Command.class.isAssignableFrom(type)) {
          commands.add((Command) type.getDeclaredConstructor().newInstance());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + IndexedExtensionStorage.EXTENSIONS_RESOURCE, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "a class in "
              + IndexedExtensionStorage.EXTENSIONS_RESOURCE
              + " cannot be instantiated; rebuild drinkd",
          e);
    }
    return new Commands(commands);
  }

  private static Set<String> indexedNames(ClassLoader loader) throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL index :
        Collections.list(loader.getResources(IndexedExtensionStorage.EXTENSIONS_RESOURCE))) {
      try (Reader reader = new InputStreamReader(index.openStream(), StandardCharsets.UTF_8)) {
        ExtensionStorage.read(reader, names);
      }
    }
    return names;
  }

  Optional<Command> find(String verb) {
    return Optional.ofNullable(verbs.get(verb));
  }

  /** See {@link Command#overtakesDelays}. */
  boolean overtakesDelays(Line.Request request) {
    return find(request.verb()).map(Command::overtakesDelays).orElse(false);
  }

  /** The command of that verb, whatever its case. */
  public Optional<Command> named(String verb) {
    return find(verb.toUpperCase(Locale.ROOT));
  }

  /** All of them, sorted by their verbs. */
  public List<Command> all() {
    return sorted;
  }

  /**
   * What HELP says of all of them, spelled and encoded once in each dialect. It is by far the
   * longest reply, and the only long one that nobody need log in for: beside a thousand clients
   * that ask for it ten times, reconnect and reset within three seconds, spelling it took a fifth
   * of the I/O thread's time, and its bytes most of what the collector had to do.
   */
  public Reply listing(Dialect dialect) {
    return listings.computeIfAbsent(dialect, one -> listing(one, sorted).toBeRepeated());
  }

  /** What HELP says of some of them. */
  public static Reply listing(Dialect dialect, List<Command> commands) {
    StringBuilder rows = new StringBuilder(96 * commands.size());
    for (Command command : commands) {
      String access = command.access().word();
      rows.append(command.syntax()).append(" (").append(access).append("): ");
      rows.append(command.purpose()).append('\n');
    }
    return dialect.list(rows, commands.size(), "Verbs");
  }
}
