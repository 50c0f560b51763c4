using System.Buffers;

namespace CamStream.Frames;

public sealed class PooledBytesTests
{
    [Fact]
    public void Bytes_are_copied_from_one_piece_or_several()
    {
        byte[] given = [1, 2, 3];
        using var ofSpan = Frame.Copy(CameraId.Parse("c"), default, given.AsSpan());
        using var ofSequence = Frame.Copy(CameraId.Parse("c"), default, new ReadOnlySequence<byte>(given));
        given[0] = 9;
        ofSpan.Jpeg.ToArray().ShouldBe([1, 2, 3]);
        ofSequence.Jpeg.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void After_disposal_only_the_length_is_known()
    {
        var bytes = Frame.Copy(CameraId.Parse("c"), default, [1, 2, 3]);
        bytes.Dispose();
        bytes.Dispose();
        bytes.Length.ShouldBe(3);
        Should.Throw<ObjectDisposedException>(() => bytes.Jpeg).ObjectName.ShouldBe("Frame");
    }
}
