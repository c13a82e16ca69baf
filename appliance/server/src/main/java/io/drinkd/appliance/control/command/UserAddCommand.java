package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Memberships;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code user add NAME [--admin] [--local] [--credits N] [--ibutton ID]...}: a new member. */
@Command(
    name = "add",
    description =
        "Adds a member. Asks for the password, unless passwords are in a directory; without a"
            + " terminal, reads standard input.")
final class UserAddCommand extends OperatorCommand {

  @Parameters(paramLabel = "NAME", description = "The name to log in with.")
  private String name;

  @Option(names = "--admin", description = "Makes the member an admin.")
  private boolean admin;

  @Option(
      names = "--local",
      description =
          "Keeps the member's password in the books though others are in a directory, for an admin"
              + " who can log in while the directory is away.")
  private boolean local;

  @Option(
      names = "--credits",
      paramLabel = "N",
      description = "Credits to begin with (default: 0).")
  private long credits;

  @Option(
      names = "--ibutton",
      paramLabel = "ID",
      description = "The id of an iButton or card; may be repeated.")
  private List<String> ibuttons = new ArrayList<>();

  @Override
  public BooksUse books() {
    return BooksUse.BEGIN;
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Memberships members = context.services().memberships();
    Optional<String> password =
        local || !members.passwordsInDirectory()
            ? Optional.of(context.password())
            : Optional.empty();
    NewMember wanted = new NewMember(name, password, local, admin, credits, ibuttons);
    MemberRecord added = members.add(context.admin(), wanted).join();
    String kind = added.admin() ? "admin " : "member ";
    context
        .print()
        .done(
            "added " + kind + added.name() + " with " + credits + " credits",
            "name",
            added.name(),
            "admin",
            added.admin(),
            "credits",
            credits);
    return ExitCode.WELL;
  }
}
