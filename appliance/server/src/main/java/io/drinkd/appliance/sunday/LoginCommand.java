package io.drinkd.appliance.sunday;

/**
 * A verb that says who the client is. Its class finds out, and {@link AuthFilter} alone runs it and
 * acts on the result: {@link CommandResult.LoggedIn} makes the connection that member's, {@link
 * CommandResult.PasswordRequired} remembers the name for the next request, and everything but the
 * first logs out who was logged in before.
 */
public abstract class LoginCommand extends Command {

  /** See {@link Command}. */
  protected LoginCommand(String syntax, String purpose) {
    super(syntax, Access.ANYONE, purpose);
  }
}
