package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Memberships;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code user merge NAME INTO [--yes]}: makes one of two memberships of the same person. */
@Command(
    name = "merge",
    description = {
      "Makes one of two memberships; it cannot be taken back.",
      "INTO gets the credits, iButtons and history of NAME, whose account is closed.",
      "An LDAP directory is not changed: delete the entry of NAME there, and put its iButtons into"
          + " that of INTO. Whoever logs in by an entry that is left becomes a new member without"
          + " credits."
    })
final class UserMergeCommand extends OperatorCommand {

  @Parameters(index = "0", paramLabel = "NAME", description = "Whose account is closed.")
  private String name;

  @Parameters(index = "1", paramLabel = "INTO", description = "Who gets all of it.")
  private String into;

  @Mixin private Confirmation confirmation;

  @Override
  int run(OperatorContext context) throws IOException {
    Memberships members = context.services().memberships();
    MemberRecord from = members.named(context.admin(), name);
    MemberRecord to = members.named(context.admin(), into);
    long has = context.services().accounts().balance(context.admin(), from).balance();
    confirmation.require(
        context,
        "Merge "
            + from.name()
            + ", who has "
            + has
            + " credits, into "
            + to.name()
            + "? It cannot be taken back.");
    long credits = members.merge(context.admin(), from, to).join();
    context
        .print()
        .done(
            "merged " + from.name() + " into " + to.name() + ", with " + credits + " credits",
            "name",
            to.name(),
            "merged",
            from.name(),
            "credits",
            credits);
    return ExitCode.WELL;
  }
}
