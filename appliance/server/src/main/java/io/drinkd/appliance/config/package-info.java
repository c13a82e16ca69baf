/**
 * Reads the configuration folder into typed records and checks it as a whole.
 *
 * <p>All mistakes are found at once, each with its file, its key, what was found and what is
 * expected. A file is a tree of commons-configuration's nodes, which {@link
 * io.drinkd.appliance.config.YamlNodes} makes of YAML and {@link
 * io.drinkd.appliance.config.Section} reads. Its getters are not used: they would expand {@code
 * ${...}} in values, and do not distinguish a missing key from an empty list. Nothing is opened,
 * resolved or started here; it knows no database, no network and no driver.
 */
package io.drinkd.appliance.config;
