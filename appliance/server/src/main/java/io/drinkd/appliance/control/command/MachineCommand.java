package io.drinkd.appliance.control.command;

import picocli.CommandLine.Command;

/** {@code machine ...}: the machines and their boards. */
@Command(
    name = "machine",
    description = "Shows, restocks and changes the machines, and debugs their boards.",
    subcommands = {
      MachineListCommand.class,
      MachineShowCommand.class,
      MachineStockCommand.class,
      MachineRestockCommand.class,
      MachinePriceCommand.class,
      MachineItemCommand.class,
      MachineCapacityCommand.class,
      MachineLowCommand.class,
      MachineEnableCommand.class,
      MachineDisableCommand.class,
      MachineServiceCommand.class,
      MachineTemperatureCommand.class,
      MachineTraceCommand.class,
      MachineLogCommand.class
    })
final class MachineCommand {}
