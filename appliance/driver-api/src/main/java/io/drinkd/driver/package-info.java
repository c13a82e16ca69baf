/**
 * The contract between the appliance and a machine driver: all that a driver plugin needs to know.
 *
 * <p>A {@link io.drinkd.driver.MachineDriver} names a board model and opens a {@link
 * io.drinkd.driver.Board} for a machine; the board carries out drops and reports to a {@link
 * io.drinkd.driver.BoardListener}. It knows nothing of members, money, clients, the store or the
 * configuration's files.
 *
 * <p><b>Threads.</b> All code of a driver runs on the thread of the machine whose board it drives:
 * the appliance opens the board, calls its methods, decodes what it sends, reports the events of
 * its sessions and runs its timers there, one call after the other. So a driver needs no lock and
 * no executor; it returns soon and never blocks, and it reports to its listener and completes its
 * futures there. A driver that has to start a thread of its own brings what that thread finds back
 * with {@code timers.after(Duration.ZERO, task)}.
 */
package io.drinkd.driver;
