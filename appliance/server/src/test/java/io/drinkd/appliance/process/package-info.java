/**
 * The built appliance and simulated boards as processes of their own, in a folder of their own, for
 * tests that have to end them from outside. It knows how to start, end and look at them, not what
 * is tested.
 *
 * <p>Needs what {@code mvn package} makes: the jar, its libraries and the drivers. So tests that
 * use it are named {@code *IT} and run after that.
 */
package io.drinkd.appliance.process;
