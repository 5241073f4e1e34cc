package org.bcnn.backend;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Providers as they might be found in jars, good and bad. Public, as the service loader wants. */
public final class TestProviders {
  /** How often any provider here has started its engine. */
  static final AtomicInteger STARTED = new AtomicInteger();

  private TestProviders() {}

  /** A provider that answers as it should. */
  public abstract static class Sound implements BackendProvider {
    private final String name;

    Sound(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return name + " for tests";
    }

    @Override
    public Optional<String> unavailableReason() {
      return Optional.empty();
    }

    @Override
    public Backend open(BackendOptions options) {
      STARTED.incrementAndGet();
      throw new BackendException("there is no engine");
    }
  }

  /** An available backend. */
  public static final class Alpha extends Sound {
    /** Makes the provider. */
    public Alpha() {
      super("alpha");
    }
  }

  /** Another available backend. */
  public static final class Beta extends Sound {
    /** Makes the provider. */
    public Beta() {
      super("beta-2");
    }
  }

  /** A provider whose name is taken. */
  public static final class SecondAlpha extends Sound {
    /** Makes the provider. */
    public SecondAlpha() {
      super("alpha");
    }
  }

  /** A provider whose native library is missing. */
  public static final class Nativeless extends Sound {
    /** Makes the provider. */
    public Nativeless() {
      super("nativeless");
    }

    @Override
    public Optional<String> unavailableReason() {
      return Optional.of("no libgamma.so for riscv64");
    }
  }

  /** A provider whose name is taken and whose native library is missing. */
  public static final class NativelessAlpha extends Sound {
    /** Makes the provider. */
    public NativelessAlpha() {
      super("alpha");
    }

    @Override
    public Optional<String> unavailableReason() {
      return Optional.of("no libalpha.so");
    }
  }

  /** A provider that cannot be made. */
  public static final class Unmakeable extends Sound {
    /** Throws. */
    public Unmakeable() {
      super("unmakeable");
      throw new IllegalStateException("the constructor failed");
    }
  }

  /** A provider whose class does not initialise. */
  public static final class Uninitialised extends Sound {
    private static final int VALUE = Integer.parseInt("not a number");

    /** Is never reached. */
    public Uninitialised() {
      super("uninitialised" + VALUE);
    }
  }

  /** A provider whose name throws. */
  public static final class Nameless extends Sound {
    /** Makes the provider. */
    public Nameless() {
      super("nameless");
    }

    @Override
    public String name() {
      throw new BackendException("I forgot my name");
    }
  }

  /** A provider that needs a class that is not there. */
  public static final class Unlinked extends Sound {
    /** Makes the provider. */
    public Unlinked() {
      super("unlinked");
    }

    @Override
    public Optional<String> unavailableReason() {
      throw new UnsatisfiedLinkError("no libdelta in java.library.path");
    }
  }

  /** A provider that breaks its contract. */
  public static final class Speechless extends Sound {
    /** Makes the provider. */
    public Speechless() {
      super("speechless");
    }

    @Override
    public Optional<String> unavailableReason() {
      return null;
    }
  }

  /** A provider without a name. */
  public static final class NullName extends Sound {
    /** Makes the provider. */
    public NullName() {
      super(null);
    }
  }

  /** A provider whose name is not lower-case. */
  public static final class ShoutedName extends Sound {
    /** Makes the provider. */
    public ShoutedName() {
      super("ALPHA");
    }
  }

  /** A provider whose name has a blank. */
  public static final class BlankInName extends Sound {
    /** Makes the provider. */
    public BlankInName() {
      super("al pha");
    }
  }
}
