namespace CamStream.Encoder.FFmpeg;

/// <summary>JPEGs of a moving picture, made by ffmpeg.</summary>
internal static class TestPictures
{
    public static async Task<byte[][]> MakeAsync(int width, int height, int count)
    {
        var folder = Directory.CreateTempSubdirectory("camstream-tests-");
        try
        {
            var (_, error) = await Tool.RunAsync(
                "ffmpeg",
                $"-nostdin -v error -f lavfi -i testsrc2=s={width}x{height}:r=15 "
                    + $"-frames:v {count} -q:v 5 {folder}/%04d.jpg"
            );
            error.ShouldBeEmpty();
            return [.. Directory.GetFiles(folder.FullName).Order().Select(File.ReadAllBytes)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
