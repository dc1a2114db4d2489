import '../ui/tokens.css';
import '../ui/page.css';
import './jy-field.ts';
