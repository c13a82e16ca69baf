/**
 * What {@code drink} can be asked, one class a command, for the command line and the shell alike;
 * {@link io.drinkd.client.command.Subcommands} lists them. A command asks a {@link
 * io.drinkd.client.session.Session} and says what came of it on an {@link
 * io.drinkd.client.command.Output}, as text or as JSON.
 */
package io.drinkd.client.command;
