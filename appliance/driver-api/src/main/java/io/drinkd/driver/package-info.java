/**
 * The contract between the appliance and a machine driver: all that a driver plugin needs to know.
 *
 * <p>A {@link io.drinkd.driver.MachineDriver} names a board model and opens a {@link
 * io.drinkd.driver.Board} for a machine; the board makes drops and tells what it sees to a {@link
 * io.drinkd.driver.BoardListener}. It knows nothing of members, money, clients, the store or the
 * configuration's files.
 */
package io.drinkd.driver;
