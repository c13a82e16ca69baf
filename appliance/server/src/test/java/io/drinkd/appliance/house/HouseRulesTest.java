package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each file of the checkout keeps to. A failure names the file, the line and the fix. */
class HouseRulesTest {

  private static final int LINE_LENGTH_MAX = 110;
  private static final int FILE_LINES_MAX = 400;
  private static final Set<String> TOP_LEVEL =
      Set.of(
          "pom.xml",
          "appliance",
          "plugins",
          "conf",
          "scripts",
          "README.md",
          "LICENSE",
          "CHANGELOG.md");
  private static final Pattern EMPTY_NAME =
      Pattern.compile("(?!IButton)I[A-Z][a-z].*|.*(Impl|Manager|Utils?|Helpers?|Misc|Common)");
  // In two pieces, so that this file keeps the rule too.
  private static final Pattern LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern AUTHOR = Pattern.compile("@auth" + "or\\b");
  private static final Pattern SLEEP = Pattern.compile("\\bsle" + "ep\\(");

  @Test
  void topLevelStaysAsItIs() {
    assertThat(Repository.entries(Repository.ROOT))
        .extracting(path -> path.getFileName().toString())
        .filteredOn(name -> !name.startsWith("."))
        .as("the top level holds nothing but %s: put it into one of these", TOP_LEVEL)
        .isSubsetOf(TOP_LEVEL);
  }

  @Test
  void everyPluginIsBuilt() {
    String modules = Repository.read(Repository.ROOT.resolve("plugins/pom.xml"));

    assertThat(Repository.entries(Repository.ROOT.resolve("plugins")))
        .filteredOn(folder -> Files.exists(folder.resolve("pom.xml")))
        .isNotEmpty()
        .extracting(folder -> "<module>" + folder.getFileName() + "</module>")
        .filteredOn(module -> !modules.contains(module))
        .as("plugins that are not built: add these lines to plugins/pom.xml")
        .isEmpty();
  }

  @Test
  void linesAreShortAndClean() {
    assertThat(broken(text(), line -> line.indexOf('\t') >= 0)).as("tabs: use spaces").isEmpty();
    assertThat(broken(text(), line -> !line.isEmpty() && line.endsWith(" ")))
        .as("blanks at the end of a line: remove them")
        .isEmpty();
    assertThat(broken(java(), line -> line.length() > LINE_LENGTH_MAX))
        .as("lines of more than %s characters: break them", LINE_LENGTH_MAX)
        .isEmpty();
  }

  @Test
  void nothingIsPutOff() {
    assertThat(broken(text(), LATER.asPredicate()))
        .as("work that is put off in a remark: do it, or take the remark out")
        .isEmpty();
    assertThat(broken(java(), line -> line.contains("@Dis" + "abled")))
        .as("tests that do not run: mend them, or take them out")
        .isEmpty();
  }

  @Test
  void filesBelongToEveryone() {
    assertThat(broken(java(), AUTHOR.asPredicate()))
        .as("names of authors: the history has them, take them out")
        .isEmpty();
  }

  @Test
  void nothingSleeps() {
    assertThat(broken(java(), SLEEP.asPredicate()))
        .as("sleeping: await a condition, or move the Timers by hand")
        .isEmpty();
  }

  @Test
  void classesAreNamedForWhatTheyAre() {
    assertThat(java())
        .filteredOn(file -> EMPTY_NAME.matcher(className(file)).matches())
        .extracting(Repository::shown)
        .as("names that say nothing: name the class for what it is")
        .isEmpty();
  }

  @Test
  void filesAreOneThing() {
    assertThat(mainJava())
        .filteredOn(file -> Repository.lines(file).size() > FILE_LINES_MAX)
        .extracting(Repository::shown)
        .as("files of more than %s lines: split them", FILE_LINES_MAX)
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhyItExists() {
    Set<Path> silent = new TreeSet<>();
    for (Path file : mainJava()) {
      Path packageInfo = file.resolveSibling("package-info.java");
      if (!Files.exists(packageInfo) || !Repository.read(packageInfo).contains("/**")) {
        silent.add(Repository.ROOT.relativize(file.getParent()));
      }
    }

    assertThat(silent)
        .as("packages that do not say why they exist: add package-info.java with a comment")
        .isEmpty();
  }

  @Test
  void scriptsCanBeRun() {
    assertThat(Repository.entries(Repository.ROOT.resolve("scripts")))
        .filteredOn(file -> Repository.read(file).startsWith("#!"))
        .isNotEmpty()
        .filteredOn(file -> !Files.isExecutable(file) || !stopsAtFailure(file))
        .as("scripts that cannot be run, or continue after a failure: chmod +x, set -euo pipefail")
        .isEmpty();
  }

  private static boolean stopsAtFailure(Path script) {
    return Repository.lines(script).contains("set -euo pipefail");
  }

  private static List<String> broken(List<Path> files, Predicate<String> breaks) {
    List<String> broken = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = Repository.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (breaks.test(lines.get(i))) {
          broken.add(Repository.shown(file) + ":" + (i + 1));
        }
      }
    }
    return broken;
  }

  private static List<Path> java() {
    return Repository.files("", ".java");
  }

  private static List<Path> mainJava() {
    return java().stream().filter(file -> file.toString().contains("/src/main/java/")).toList();
  }

  private static List<Path> text() {
    return Stream.concat(
            Stream.of(".java", ".xml", ".yaml", ".sql", ".md")
                .flatMap(ending -> Repository.files("", ending).stream()),
            Repository.entries(Repository.ROOT.resolve("scripts")).stream())
        .toList();
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
