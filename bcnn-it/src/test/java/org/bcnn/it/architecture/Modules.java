package org.bcnn.it.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules of the build, and which of them a class comes from. */
final class Modules {

  static final String API = "bcnn-api";
  static final String MODELS = "bcnn-models";
  static final String TENSORFLOW = "bcnn-backend-tf";
  static final String DJL = "bcnn-backend-djl";
  static final String TASKS = "bcnn-tasks";
  static final String TEST_KIT = "bcnn-it";

  static final List<String> ALL = List.of(API, MODELS, TENSORFLOW, DJL, TASKS, TEST_KIT);

  static final List<String> BACKENDS = List.of(TENSORFLOW, DJL);

  /** The last folder of a class file's path that is named like a module. */
  private static final Pattern MODULE = Pattern.compile(".*/(bcnn-[a-z-]+)/.*");

  private Modules() {}

  /** Returns the folder of a module's compiled main classes, those of tests left out. */
  static Path mainClasses(String module) {
    try {
      Path testClasses =
          Path.of(Modules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path here = Path.of("").toAbsolutePath();
      Path classes = here.relativize(testClasses).resolveSibling("classes");
      return here.resolveSibling(module).resolve(classes);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the module of a class, or nothing if it is a library's or the JDK's. */
  static Optional<String> of(JavaClass type) {
    return type.getBaseComponentType()
        .getSource()
        .map(source -> MODULE.matcher(source.getUri().toString()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .filter(ALL::contains);
  }

  /** Returns the module that a package belongs in by its name, so that no package is in two. */
  static String ofPackage(String name) {
    if (isWithin(name, "org.bcnn.backend.tf")) {
      return TENSORFLOW;
    }
    if (isWithin(name, "org.bcnn.backend.djl")) {
      return DJL;
    }
    if (isWithin(name, "org.bcnn.models")) {
      return MODELS;
    }
    if (isWithin(name, "org.bcnn.tasks")) {
      return TASKS;
    }
    return isWithin(name, "org.bcnn.it") ? TEST_KIT : API;
  }

  private static boolean isWithin(String name, String root) {
    return name.equals(root) || name.startsWith(root + ".");
  }

  /** Returns the predicate of the classes of some modules. */
  static DescribedPredicate<JavaClass> in(List<String> modules) {
    return DescribedPredicate.describe(
        modules.equals(ALL) ? "in a module" : "in " + String.join(" or ", modules),
        type -> of(type).filter(modules::contains).isPresent());
  }

  /** Returns the predicate of the classes of a module. */
  static DescribedPredicate<JavaClass> in(String module) {
    return in(List.of(module));
  }

  /** Tells ArchUnit where the main classes of all modules are. */
  static final class MainClasses implements LocationProvider {
    @Override
    public Set<Location> get(Class<?> testClass) {
      return ALL.stream()
          .map(module -> Location.of(mainClasses(module)))
          .collect(Collectors.toSet());
    }
  }
}
