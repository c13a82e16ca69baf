package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Memberships;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user close NAME [--to treasury|OTHER] [--yes]}: closes an account. */
@Command(
    name = "close",
    description = {
      "Closes an account; the name is free again, and the books keep what was.",
      "Without --to it must have no credits."
    })
final class UserCloseCommand extends OperatorCommand {

  private static final String TREASURY = "treasury";

  @Parameters(paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = TREASURY + "|OTHER",
      description =
          "Who gets the credits: the house, which also pays what the member owes, or another"
              + " member.")
  private Optional<String> heir = Optional.empty();

  @Mixin private Confirmation confirmation;

  @Override
  int run(OperatorContext context) throws IOException {
    Admin admin = context.admin();
    Memberships members = context.services().memberships();
    MemberRecord member = members.named(admin, name);
    Optional<MemberRecord> to =
        heir.filter(who -> !who.equalsIgnoreCase(TREASURY)).map(who -> members.named(admin, who));
    Optional<String> named = heir.map(who -> to.map(MemberRecord::name).orElse(TREASURY));
    long has = context.services().accounts().balance(admin, member).balance();
    confirmation.require(
        context,
        "Close the account of "
            + member.name()
            + ", which has "
            + has
            + " credits? It cannot be taken back.");
    long credits = close(members, admin, member, to);
    context
        .print()
        .done(
            "closed " + member.name() + named.map(who -> moved(credits, who)).orElse(""),
            "name",
            member.name(),
            "credits",
            credits,
            "to",
            named);
    return ExitCode.WELL;
  }

  /** Returns the credits that it had. */
  private long close(
      Memberships members, Admin admin, MemberRecord member, Optional<MemberRecord> to) {
    if (heir.isEmpty()) {
      members.close(admin, member).join();
      return 0;
    }
    return to.map(one -> members.closeTo(admin, member, one))
        .orElseGet(() -> members.closeToTreasury(admin, member))
        .join();
  }

  private static String moved(long credits, String to) {
    String who = to.equals(TREASURY) ? "the treasury" : to;
    return credits < 0
        ? "; " + who + " paid the " + -credits + " credits owed"
        : "; " + who + " got " + credits + " credits";
  }
}
