/**
 * The shell: the commands typed one after the other, with history, completion, and a prompt that
 * follows what happens. {@link io.drinkd.client.shell.Shell} is the way in.
 *
 * <p>The only package that uses JLine, which is loaded when a shell is asked for. What a command
 * does is no matter of its.
 */
package io.drinkd.client.shell;
