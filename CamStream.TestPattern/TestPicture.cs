using System.Globalization;
using CamStream.Frames;

namespace CamStream.TestPattern;

/// <summary>
/// The moving test picture: a still landscape of coloured gradients, three gliding discs, a clock,
/// the camera's name, and the capture time as <see cref="TimeSquares"/>. Only what changed since
/// the last frame is drawn and coded.
/// </summary>
public sealed class TestPicture
{
    private const int Margin = 4;

    private readonly YCbCrPicture _picture;
    private readonly YCbCrPicture _background;
    private readonly JpegEncoder _encoder;
    private readonly TextLine _clock;
    private readonly TextLine _name;
    private readonly string _camera;
    private readonly Area _field;
    private readonly bool _hasText;
    private readonly Disc[] _discs = [new(7, 5.3, 200, 100, 180), new(11, 7.9, 140, 190, 90), new(17, 3.7, 90, 90, 70)];
    private readonly Area[] _drawn = new Area[3];
    private ulong? _squares;

    /// <summary>Draws the background.</summary>
    /// <param name="camera">The camera; the picture shows its name.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    public TestPicture(CameraId camera, int width, int height, int quality)
    {
        _camera = camera.Value;
        _picture = new YCbCrPicture(width, height);
        _background = new YCbCrPicture(width, height);
        _encoder = new JpegEncoder(_picture, quality);
        Landscape.Draw(_background);
        _picture.CopyFrom(_background, new Area(0, 0, _picture.LumaStride, _picture.McuRows * 16));

        var scale = Math.Max(2, width / 160 & ~1);
        var lineHeight = TextLine.Height(scale);
        var clockTop = Math.Max(0, height - lineHeight) & ~15;
        _clock = new TextLine(_picture, 0, clockTop, scale);
        var stripHeight = TimeSquares.Fit(width, height) ? TimeSquares.StripHeight(width) : 0;
        var nameTop = (stripHeight + 15) & ~15;
        _name = new TextLine(_picture, 0, nameTop, scale);
        var (fieldTop, fieldBottom) = (nameTop + lineHeight, clockTop);
        _hasText = fieldBottom - fieldTop >= 32;
        // A margin, because the area restored behind a disc is a little larger than the disc.
        _field = _hasText
            ? new Area(0, fieldTop + Margin, width, fieldBottom - Margin)
            : new Area(0, stripHeight + Margin, width, height);
    }

    /// <summary>The frame of a time, as JPEG; valid until the next call.</summary>
    public ReadOnlySpan<byte> Render(DateTimeOffset captured)
    {
        DrawDiscs(captured);
        DrawSquares(captured);
        if (_hasText)
        {
            _name.Draw(_camera, _encoder);
            _clock.Draw(captured.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture), _encoder);
        }
        return _encoder.Encode();
    }

    private void DrawDiscs(DateTimeOffset captured)
    {
        var seconds = captured.ToUnixTimeMilliseconds() % 86_400_000 / 1000.0;
        foreach (var area in _drawn)
        {
            _picture.CopyFrom(_background, area);
            _encoder.Invalidate(area);
        }
        for (var i = 0; i < _discs.Length; i++)
        {
            _drawn[i] = _discs[i].Draw(_picture, seconds, _field);
            _encoder.Invalidate(_drawn[i]);
        }
    }

    private void DrawSquares(DateTimeOffset captured)
    {
        var (width, height) = (_picture.Width, _picture.Height);
        if (!TimeSquares.TryDraw(captured, _picture.Luma, _picture.LumaStride, width, height))
            return;
        var bits = TimeSquares.Bits(captured);
        var changed = _squares is { } before ? before ^ bits : ulong.MaxValue;
        if (_squares is null)
            ClearChroma(TimeSquares.StripWidth(width), TimeSquares.StripHeight(width));
        _squares = bits;
        for (var square = 0; square < 64; square++)
        {
            if ((changed >> 63 - square & 1) == 0)
                continue;
            var (left, top, right, bottom) = TimeSquares.Square(square, width);
            _encoder.Invalidate(new Area(left, top, right, bottom));
        }
    }

    private void ClearChroma(int width, int height)
    {
        for (var y = 0; y < (height + 1) / 2; y++)
        {
            _picture.Cb.AsSpan(y * _picture.ChromaStride, (width + 1) / 2).Fill(128);
            _picture.Cr.AsSpan(y * _picture.ChromaStride, (width + 1) / 2).Fill(128);
        }
    }
}
