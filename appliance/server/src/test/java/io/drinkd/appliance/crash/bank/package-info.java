/**
 * The proof for several appliances with one bank: {@link
 * io.drinkd.appliance.crash.bank.BankCrashMain the program} plays {@link
 * io.drinkd.appliance.crash.bank.BankCrashTest rounds} in a {@link
 * io.drinkd.appliance.crash.bank.BankHouse house} of three appliances. In each, {@link
 * io.drinkd.appliance.crash.bank.Member members} drop drinks at any machine through any appliance,
 * a {@link io.drinkd.appliance.crash.bank.Fault fault} of {@link
 * io.drinkd.appliance.crash.bank.ApplianceFaults an appliance}, {@link
 * io.drinkd.appliance.crash.bank.DatabaseFaults the database} or {@link
 * io.drinkd.appliance.crash.bank.NetworkFaults the network} happens, and then the books are
 * compared with {@link io.drinkd.appliance.crash.bank.Reconciliation cans and replies}, {@link
 * io.drinkd.appliance.crash.bank.BoardLog the boards' own logs}, and with what {@link
 * io.drinkd.appliance.crash.bank.EventWatcher watchers} heard at each appliance.
 */
package io.drinkd.appliance.crash.bank;
