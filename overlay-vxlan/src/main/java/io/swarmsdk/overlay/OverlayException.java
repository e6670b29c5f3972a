package io.swarmsdk.overlay;

/** An operation on the overlay failed. What to do next depends on the kind. */
public abstract sealed class OverlayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OverlayException(String message) {
        super(message);
    }

    OverlayException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The socket could not be opened. Choose another address, or end whoever holds it. */
    public static final class BindFailedException extends OverlayException {
        private static final long serialVersionUID = 1L;

        /** With what was tried and what was found. */
        public BindFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** No answer came in time: the station is absent, unreachable, or a frame was lost. Asking again does no harm. */
    public static final class NoAnswerException extends OverlayException {
        private static final long serialVersionUID = 1L;

        /** With what was tried and what was found. */
        public NoAnswerException(String message) {
            super(message);
        }
    }

    /** Too much is under way on this port. Nothing was sent; try again when something has completed. */
    public static final class OverloadedException extends OverlayException {
        private static final long serialVersionUID = 1L;

        /** With what was tried and what was found. */
        public OverloadedException(String message) {
            super(message);
        }
    }

    /** The port or its endpoint is closed, and stays so. */
    public static final class ClosedException extends OverlayException {
        private static final long serialVersionUID = 1L;

        /** With what was tried and what was found. */
        public ClosedException(String message) {
            super(message);
        }
    }
}
