/**
 * A call on a running appliance: an operator's words go to its control socket; output, questions
 * and the exit code come back.
 *
 * <p>This is all that a process needs whose command the appliance carries out, and it needs nothing
 * but Java's own base and how file failures are worded. So such a process starts as quickly as an
 * empty program: no log, no command line parser, no reader of YAML. It does not know any command,
 * and finds the socket by the simple lines of {@code appliance.yaml} only; whatever is beyond it is
 * left to the whole program.
 */
package io.drinkd.appliance.control.call;
