namespace FFMpegCore.Exceptions;

public class FFOptionsException(string message, Exception? innerException = null) : Exception(message, innerException);
