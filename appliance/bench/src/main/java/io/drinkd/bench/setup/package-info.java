/**
 * The processes that are measured and those that help: the appliance of a build with its members,
 * machines and boards, the servers beside it, hostile clients, and what the system shows of a
 * process. It exists apart so that cases say what is measured, and nothing of how it is started.
 *
 * <p>It must not know what is measured, or of the appliance more than its scripts, configuration
 * and doors: the build beside this one is of another version.
 */
package io.drinkd.bench.setup;
