namespace CamStream.TestPattern;

/// <summary>A rectangle in pixels; right and bottom are exclusive.</summary>
internal readonly record struct Area(int Left, int Top, int Right, int Bottom);
