package io.drinkd.appliance.control.command;

import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.plugin.DriverFolder;

/** The machines and their drivers, as commands see them while the appliance runs. */
public record Boards(Machines machines, DriverFolder drivers) {}
