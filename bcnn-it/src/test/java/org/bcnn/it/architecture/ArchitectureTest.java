package org.bcnn.it.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.util.Set;
import java.util.TreeSet;

/** Checks the main classes of every module against the rules. */
@AnalyzeClasses(locations = Modules.MainClasses.class)
final class ArchitectureTest {

  @ArchTest static final ArchTests DEPENDENCIES = ArchTests.in(DependencyRules.class);

  @ArchTest static final ArchTests CODE = ArchTests.in(CodeRules.class);

  @ArchTest static final ArchTests BACKENDS = ArchTests.in(BackendRules.class);

  /** Without this, a rule about a module that was not found would hold of no class at all. */
  @ArchTest
  static void everyModuleContributesClasses(JavaClasses classes) {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      if (!type.getSimpleName().equals("package-info")) {
        Modules.of(type).ifPresent(found::add);
      }
    }
    assertEquals(Set.copyOf(Modules.ALL), found);
  }

  @ArchTest
  static void everyPackageIsInTheModuleOfItsName(JavaClasses classes) {
    Set<String> misplaced = new TreeSet<>();
    for (JavaClass type : classes) {
      String module = Modules.of(type).orElseThrow();
      if (!Modules.ofPackage(type.getPackageName()).equals(module)) {
        misplaced.add(type.getPackageName() + " in " + module);
      }
    }
    assertEquals(Set.of(), misplaced);
  }
}
