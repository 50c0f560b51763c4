namespace CamStream.Testing.Otlp;

/// <summary>What a metric's points are.</summary>
public enum OtlpPointKind
{
    /// <summary>A value of this moment.</summary>
    Gauge,

    /// <summary>A sum that goes up and down.</summary>
    Sum,

    /// <summary>A sum that only grows.</summary>
    MonotonicSum,

    /// <summary>A distribution.</summary>
    Histogram,
}
