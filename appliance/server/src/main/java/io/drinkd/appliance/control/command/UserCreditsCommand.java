package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.Remark;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code user credits NAME +N|-N --reason TEXT}: grants credits, or takes them. */
@Command(
    name = "credits",
    description = "Grants a member credits from the treasury, or takes some back.")
final class UserCreditsCommand extends OperatorCommand {

  /** A whole number with its sign: without one it could be what the member is to have. */
  static final class SignedNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      if (text.matches("[1-9].*")) {
        throw new TypeConversionException(
            "found "
                + Printable.text(text)
                + ", expected a sign: with + they are granted, with - they are taken");
      }
      return DrinkdCommandLine.decimal(text.startsWith("+") ? text.substring(1) : text);
    }
  }

  @Parameters(index = "0", paramLabel = "NAME", description = "The member's name.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "+N|-N",
      converter = SignedNumber.class,
      description = "How many; with a minus sign they are taken, never below the member's floor.")
  private long credits;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "What for, for the audit and the member's history.")
  private String reason;

  @Override
  int run(OperatorContext context) {
    MemberRecord member = context.services().memberships().named(context.admin(), name);
    long available =
        context
            .services()
            .accounts()
            .grant(
                context.admin(), member, new Amount(credits), new Remark(reason), Optional.empty())
            .join()
            .available();
    context
        .print()
        .done(
            member.name() + " has " + available + " credits now",
            "name",
            member.name(),
            "credits",
            available);
    return ExitCode.WELL;
  }
}
