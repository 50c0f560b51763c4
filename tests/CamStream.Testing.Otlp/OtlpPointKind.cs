namespace CamStream.Testing.Otlp;

/// <summary>The kind of a metric's points.</summary>
public enum OtlpPointKind
{
    /// <summary>A current value.</summary>
    Gauge,

    /// <summary>A sum that rises and falls.</summary>
    Sum,

    /// <summary>A sum that only rises.</summary>
    MonotonicSum,

    /// <summary>A distribution.</summary>
    Histogram,
}
