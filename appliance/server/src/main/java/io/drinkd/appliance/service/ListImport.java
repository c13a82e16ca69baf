package io.drinkd.appliance.service;

import io.drinkd.appliance.member.MemberImport.Line;
import io.drinkd.appliance.member.MemberImport.Mistake;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.service.Memberships.Imported;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists of members that are to be added, all or none. May be used on any thread. */
final class ListImport {

  private final Members members;
  private final DecidedHere decidedHere;

  ListImport(Members members, DecidedHere decidedHere) {
    this.members = members;
    this.decidedHere = decidedHere;
  }

  /** Looks at a list and adds nobody. */
  CompletableFuture<ImportPreview> preview(String csv) {
    MemberList list = MemberList.read(csv);
    return mistakes(list)
        .thenApply(
            found ->
                found.isEmpty()
                    ? new ImportPreview(grants(list.lines()), List.of())
                    : new ImportPreview(List.of(), byLine(found)));
  }

  private static List<ImportPreview.Grant> grants(List<Line> lines) {
    return lines.stream()
        .map(
            line ->
                new ImportPreview.Grant(
                    line.number(), line.member().name(), line.member().credits()))
        .toList();
  }

  /** Adds all members of a list, unless there is a mistake in it. */
  CompletableFuture<Imported> carryOut(Admin admin, String csv) {
    MemberList list = MemberList.read(csv);
    return mistakes(list)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? members.importing().add(list.lines(), admin.actor())
                    : CompletableFuture.completedFuture(found))
        .thenApply(found -> imported(admin, list.lines(), found));
  }

  /** All that is wrong with a list, as far as it is known before it is carried out. */
  private CompletableFuture<List<Mistake>> mistakes(MemberList list) {
    List<Mistake> mistakes = new ArrayList<>(list.mistakes());
    for (Line line : list.lines()) {
      decidedHere
          .refusals(line.member())
          .forEach(one -> mistakes.add(Mistake.refused(line.number(), "", one)));
    }
    return members
        .importing()
        .check(list.lines())
        .thenApply(
            found -> {
              mistakes.addAll(found);
              return mistakes;
            });
  }

  private static Imported imported(Admin admin, List<Line> lines, List<Mistake> mistakes) {
    if (!mistakes.isEmpty()) {
      return new Imported(0, 0, 0, byLine(mistakes));
    }
    long credits = lines.stream().mapToLong(line -> line.member().credits()).sum();
    long without = lines.stream().filter(line -> line.member().password().isEmpty()).count();
    admin.did("import-members", "members", lines.size(), "credits", credits);
    return new Imported(lines.size(), credits, Math.toIntExact(without), List.of());
  }

  private static List<Mistake> byLine(List<Mistake> mistakes) {
    return mistakes.stream().sorted(Comparator.comparingInt(Mistake::line)).toList();
  }
}
